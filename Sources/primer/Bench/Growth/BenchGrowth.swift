import ArgumentParser
import Models
import Script
import Tailoring
import Tensors

/// `primer bench growth`: how time grows with what is asked for, beside how the arithmetic grows.
struct BenchGrowth: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "growth", abstract: "Time how cost grows with context, batch, rows, threads and model.",
    discussion: """
      Below each table stand the exponents of power laws through its columns, fitted by least squares: a time that grows
      faster than its arithmetic (gigaflop) or its bytes (megabytes) is lost to something else. Seconds at the limit are
      what the machine's products or its memory would take, whichever is slower.
      """)

  @OptionGroup var options: BenchOptions

  @Argument(help: ArgumentHelp("Models or GGUF files.", valueName: "model"))
  var names: [String] = ["pocket"]

  @Option(help: "The longest context, in tokens; the shortest has 64.")
  var longest = 8192

  @Option(help: "How often each is measured, for the median.")
  var rounds = 3

  func validate() throws {
    guard longest >= 64, rounds > 0 else { throw ValidationError("the longest context has at least 64 tokens") }
  }

  func run() throws {
    var report = BenchReport(options)
    let world = World(options.appearance)
    let data = try world.dataset("en-fr")
    let limits = MachineLimits.measured()
    var models: [Record] = []
    for name in names {
      let model = try world.model(name)
      let growth = GrowthOfModel(model: model, limits: limits, rounds: rounds)
      let work = ["read-seconds", "gigaflop", "write-seconds", "megabytes"]
      report.add("\(name): context", try growth.rows(ofContexts: longest), growth: work)
      report.add("\(name): texts written together", try growth.rows(ofTexts: 16), growth: ["seconds", "gigaflop"])
      report.add(
        "\(name): rows of a soft prompt, in a training step", try growth.rows(ofPromptLengths: 256, data),
        growth: ["seconds", "gigaflop"])
      report.add(
        "\(name): examples of a training step", try growth.rows(ofExamples: 64, data),
        growth: ["seconds", "gigaflop"])
      report.add("\(name): threads", try growth.rowsOfThreads(), growth: ["read-seconds", "write-seconds"])
      models.append(try growth.row())
    }
    if models.count > 1 {
      report.add(
        "models, by the numbers in them", models, growth: ["read-seconds", "gigaflop", "write-seconds", "megabytes"])
    }
    try report.finish()
  }
}
