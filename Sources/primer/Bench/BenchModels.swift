import ArgumentParser
import Models
import Script

/// `primer bench models`: loading, reading prompts, writing behind them.
struct BenchModels: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "models", abstract: "Time loading, reading prompts, and writing behind them.",
    discussion: """
      In tokens a second; the limits are what the machine's products and its memory allow. Prompts longer than a model's
      context are left out.
      """)

  @OptionGroup var options: BenchOptions

  @Argument(help: ArgumentHelp("Models or GGUF files; all that are here when there is none.", valueName: "model"))
  var names: [String] = []

  @Option(help: "The tokens of a prompt; given several times, of several.")
  var context: [Int] = [240, 1000, 4000]

  @Option(help: "How many tokens are written.")
  var written = 64

  @Option(help: "How often each is measured, for the median.")
  var rounds = 3

  func validate() throws {
    guard context.allSatisfy({ $0 > 0 }), written > 0, rounds > 0 else {
      throw ValidationError("there is at least one token and one round")
    }
  }

  func run() throws {
    let world = World(options.appearance)
    let host = world.host()
    var report = BenchReport(options)
    let limits = MachineLimits.measured()
    for name in names.isEmpty ? world.store.names(host) : names {
      let loading = try Stopwatch.seconds { try world.model(name) }
      let model = loading.result
      let counts = context.filter { $0 + written <= model.configuration.contextLength }
      var times = counts.map { _ in (reading: [Double](), writing: [Double]()) }
      for _ in 0..<rounds {
        for (index, count) in counts.enumerated() {
          let (tokens, cache) = (model.benchTokens(count), KeyValueCache(model.configuration))
          let reading = try Stopwatch.seconds { try model.logits(after: tokens, cache: cache) }
          let writing = try Stopwatch.seconds { try model.write(written, after: reading.result, cache) }
          times[index].reading.append(reading.seconds)
          times[index].writing.append(writing.seconds)
        }
      }
      report.add(
        "\(name), loaded in \(Int(1000 * loading.seconds)) ms: tokens a second",
        zip(counts, times).map { count, times in
          [
            "prompt": .number(Double(count)), "read": .number(Double(count) / median(times.reading)),
            "read-limit": .number(
              Double(count) * limits.operationsPerSecond / model.operations(ofReading: count)),
            "written": .number(Double(written) / median(times.writing)),
            "written-limit": .number(limits.bytesPerSecond / model.bytes(ofWritingBehind: count + written / 2)),
          ]
        })
    }
    try report.finish()
  }
}
