import ArgumentParser
import Script
import Tailoring

/// `primer bench score`: short examples under several written prompts, as when somebody looks for the best one.
struct BenchScore: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "score", abstract: "Time scoring short examples under several written prompts.",
    discussion: """
      The prompts have one of four descriptions and four examples each, which come from the end of the data set; scored
      are examples from its beginning.
      """)

  @OptionGroup var options: BenchOptions

  @Argument(help: ArgumentHelp("A model or a GGUF file.", valueName: "model"))
  var name: String

  @Option(help: ArgumentHelp("A data set that comes with Primer.", valueName: "name"))
  var data = "en-fr"

  @Option(help: "How many examples are scored.")
  var examples = 1000

  @Option(help: "Under how many prompts.")
  var prompts = 20

  @Option(help: "How many prompts are left out before these.")
  var skip = 0

  private static let descriptions = [
    "Translate English to French:", "English to French:", "The French for each word:", "A small dictionary:",
  ]
  private static let shots = 4

  func run() throws {
    var report = BenchReport(options)
    let world = World(options.appearance)
    let (model, all) = (try world.model(name), try world.dataset(data))
    guard examples > 0, prompts > 0, skip >= 0, examples + (skip + prompts) * Self.shots <= all.count else {
      throw ValidationError("\(data) has \(all.count) examples, too few for this")
    }
    let scored = Dataset(name: all.name, examples: Array(all.examples.prefix(examples)))
    var rows: [Record] = []
    for index in skip..<skip + prompts {
      let shown = all.examples.dropLast(index * Self.shots).suffix(Self.shots)
      let prompt = try HardPrompt(
        description: Self.descriptions[index % Self.descriptions.count], examples: Array(shown))
      let tailored = try model.tailored(by: .prompt(prompt))
      let (seconds, score) = try Stopwatch.seconds { try tailored.score(on: scored) }
      rows.append([
        "seconds": .number(seconds), "right": .number(Double(score.right)), "loss": .number(score.loss),
        "prompt": .text(prompt.prefix),
      ])
    }
    report.add("\(name): \(examples) examples of \(data) under each prompt", rows)
    try report.finish()
  }
}
