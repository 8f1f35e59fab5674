import ArgumentParser
import Commands
import Platform
import Pretraining
import Script

/// `primer bench pretrain`: steps of pre-training a foundation model.
struct BenchPretrain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pretrain", abstract: "Time pre-training steps, and the memory they take.")

  @OptionGroup var options: BenchOptions

  @Argument(help: ArgumentHelp("A recipe's name, or its file.", valueName: "recipe"))
  var recipe = "pocket"

  @Option(help: "How many steps.")
  var steps = 10

  func run() throws {
    var report = BenchReport(options)
    let world = World(options.appearance)
    let finder = RecipeFinder(folders: world.datasetFolders)
    var run = try world.orFail { try PretrainingRun(finder.recipe(recipe, world.host())) }
    let shape = run.untrained.configuration
    report.add(
      "\(run.recipe.name), a Llama",
      [
        [
          "vocabulary": .number(Double(shape.vocabulary)), "layers": .number(Double(shape.layers)),
          "width": .number(Double(shape.width)), "feed-forward-width": .number(Double(shape.feedForwardWidth)),
          "heads": .number(Double(shape.heads)), "key-value-heads": .number(Double(shape.keyValueHeads)),
          "context-length": .number(Double(shape.contextLength)),
          "step-tokens": .number(Double(run.recipe.training.tokens)),
        ]
      ])
    var (times, tokens) = ([Double](), 0)
    for _ in 0..<max(1, steps) {
      let step = try Stopwatch.seconds { try run.step() }
      times.append(step.seconds)
      tokens += step.result
    }
    report.add(
      "seconds a step",
      [
        [
          "median": .number(median(times)), "least": .number(times.min() ?? .nan),
          "tokens": .number(Double(tokens) / Double(times.count)),
          "peak-megabytes": .number(PeakMemory.bytes.map { Double($0) / 1e6 } ?? .nan),
          "loss": .number(run.losses.last ?? .nan),
        ]
      ])
    try report.finish()
  }
}
