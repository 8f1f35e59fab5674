import Script
import Tailoring

/// The commands beyond those of the language itself, in the order in which `help` lists them. Each of them stands in a
/// file of its own, called by its name.
///
/// - Parameters:
///   - store: The models.
///   - datasetFolders: Where data sets are found by name.
///   - runner: What `fetch` runs pip with; nil where nothing may be fetched, as in a lesson.
///   - plots: How plots are shown.
package func standardCommands(
  _ store: ModelStore, datasetFolders: [String], runner: (any ProcessRunner)?, plots: PlotStyle = .unicode
) -> [Command] {
  ModelCommands.all(store, runner) + PretrainingCommands.all(store, datasetFolders) + PromptCommands.all(store)
    + TuningCommands.all(store) + InsightCommands.all(store, plots)
    + ComparingCommands.all(store, plots) + PlottingCommands.all(plots) + SaveCommands.all(store)
    + DataCommands.all(datasetFolders) + tensorCommands
}

/// The commands about models as they are.
enum ModelCommands {
  static let topic = "Models"

  static func all(_ store: ModelStore, _ runner: (any ProcessRunner)?) -> [Command] {
    [
      use(store), models(store), fetch(store, runner), tokens(store), embed(store), nearest(store), logits(store),
      likelihood(store),
    ]
  }
}

/// The commands that make a foundation model.
enum PretrainingCommands {
  static let topic = "Pre-training"

  static func all(_ store: ModelStore, _ folders: [String]) -> [Command] {
    let recipes = RecipeFinder(folders: folders)
    return [trainTokenizer, pretrain(recipes), examine(store, recipes)]
  }
}

/// The commands that prompt a model.
enum PromptCommands {
  static let topic = "Prompts"

  static func all(_ store: ModelStore) -> [Command] { [ask(store), prompt, ensemble, show(store)] }
}

/// The commands that tune a model.
enum TuningCommands {
  static let topic = "Tuning"

  static func all(_ store: ModelStore) -> [Command] {
    [
      tunePrompt(store), tuneUniversal(store), tuneNext(store), tuneLora(store), tuneWeights(store), resume,
      similar(store),
    ]
  }
}

/// The commands that look inside, and count what things cost.
enum InsightCommands {
  static let topic = "Insight"

  static func all(_ store: ModelStore, _ plots: PlotStyle) -> [Command] {
    [attention(store, plots), layers(store), discretise(store), cost(store)]
  }
}

/// The commands that judge adaptations.
enum ComparingCommands {
  static let topic = "Comparing"

  static func all(_ store: ModelStore, _ plots: PlotStyle) -> [Command] {
    [score(store), compare(store), curve(store), forgetting(store, plots), inspect(store)]
  }
}

enum PlottingCommands {
  // Comparisons are what is plotted most.
  static let topic = ComparingCommands.topic

  static func all(_ style: PlotStyle) -> [Command] { [plot(style)] }
}

/// The commands that save results and load them again.
enum SaveCommands {
  static let topic = "Files"

  static func all(_ store: ModelStore) -> [Command] { [save(store), load(store)] }
}

/// The commands about data sets.
enum DataCommands {
  static let topic = "Data"

  static func all(_ folders: [String]) -> [Command] { [data(folders), split, shuffle, spoil, fix] }
}

/// The commands that make tensors and compute with them.
package let tensorCommands: [Command] = TensorCommands.all

enum TensorCommands {
  static let all: [Command] = [
    tensor, zeros, random, shape, reshape, transpose, sum, mean, norm, softmax, cosine, exp, log, sqrt, tanh, sigmoid,
    relu, abs, power, gradient, checksum,
  ]

  static let topic = "Tensors"

  /// The parameter `axis:` of commands that can work along one axis.
  static func axis(_ summary: String) -> Parameter<Int?> {
    .labelled("axis", .integer(), summary: summary + ", from 0, or from the end with -1")
  }
}
