import ArgumentParser
import Platform
import Script
import Tailoring

/// `primer bench tune`: training steps of 16 examples.
struct BenchTune: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tune", abstract: "Time training steps of 16 examples, and the memory they take.")

  enum Method: String, CaseIterable, ExpressibleByArgument {
    case soft, lora, full

    /// A soft prompt of 8 rows; LoRA of rank 8 on queries and values; all weights.
    var tuning: TuningMethod {
      switch self {
      case .soft: .softPrompt(length: 8)
      case .lora: .lowRank(rank: 8, alpha: 16, projections: [.query, .value])
      case .full: .weights(layers: nil)
      }
    }
  }

  @OptionGroup var options: BenchOptions

  @Argument(help: ArgumentHelp("A model or a GGUF file.", valueName: "model"))
  var name: String

  @Argument(help: ArgumentHelp("What is learned: soft, lora or full.", valueName: "method"))
  var method: Method

  @Option(help: "How many steps.")
  var steps = 10

  func run() throws {
    var report = BenchReport(options)
    let world = World(options.appearance)
    let loading = try Stopwatch.seconds { try world.model(name) }
    let settings = TuningSettings(method: method.tuning, steps: max(1, steps))
    var run = try TuningRun(loading.result, on: world.dataset("en-fr"), settings: settings)
    var times: [Double] = []
    while !run.isFinished { times.append(try Stopwatch.seconds { try run.step() }.seconds) }
    report.add(
      "\(name), \(method.rawValue): seconds a step",
      [
        [
          "load": .number(loading.seconds), "median": .number(median(times)),
          "least": .number(times.min() ?? .nan),
          "learned": .number(Double(run.numbers.reduce(0) { $0 + $1.count })),
          "peak-megabytes": .number(PeakMemory.bytes.map { Double($0) / 1e6 } ?? .nan),
          "loss": .number(run.history.last?.loss ?? .nan),
        ]
      ])
    try report.finish()
  }
}
