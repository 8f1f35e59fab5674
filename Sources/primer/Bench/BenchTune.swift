import ArgumentParser
import Models
import Platform
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

  @OptionGroup var appearance: Appearance

  @Argument(help: ArgumentHelp("A model or a GGUF file.", valueName: "model"))
  var name: String

  @Argument(help: ArgumentHelp("What is learned: soft, lora or full.", valueName: "method"))
  var method: Method

  @Option(help: "How many steps.")
  var steps = 10

  func run() throws {
    Bench.printSetting()
    let world = World(appearance)
    let start = Bench.now()
    let model = try world.model(name)
    let loaded = Bench.now() - start
    let data = try world.dataset("en-fr")
    var run = try TuningRun(model, on: data, settings: TuningSettings(method: method.tuning, steps: max(1, steps)))
    var times: [Double] = []
    while !run.isFinished {
      let start = Bench.now()
      try run.step()
      times.append(Bench.now() - start)
    }
    times.sort()
    let median = Bench.format(times[times.count / 2], 3)
    print(
      "\(name) \(method.rawValue): load \(Bench.format(loaded, 2)) s, step median \(median) s "
        + "min \(Bench.format(times[0], 3)) s, learned \(run.numbers.reduce(0) { $0 + $1.count }), peak \(peakMegabytes) MB, "
        + "loss \(Bench.format(run.history.last?.loss ?? 0, 3))")
  }

  private var peakMegabytes: Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss / 1024
  }
}
