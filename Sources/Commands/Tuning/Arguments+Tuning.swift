import Models
import Script
import Tailoring

extension Parameter {
  /// What all ways of tuning take, around the parameters of one: the examples first, how to learn from them last.
  ///
  /// - Parameters:
  ///   - usualRate: The rate where none is given; nil where that depends on the other arguments.
  ///   - several: Whether the examples are of several tasks.
  static func tuning(
    _ store: ModelStore, usualRate: Double?, several: Bool = false, _ own: [Parameter]
  ) -> [Parameter] {
    let examples = several ? ParameterType.list(of: .examples) : .examples
    let on = several ? "a data set for each task" : "the examples to learn from, two at least"
    let dev = "unseen examples\(several ? " of each task" : "") to choose by: the best of what was learned is kept"
    return [.labelled("on", examples, .required, summary: on)] + own + [
      .labelled("steps", .integer(1...1_000_000), .otherwise(.number(100)), summary: "how many steps to make"),
      .labelled("batch", .integer(1...10_000), .otherwise(.number(16)), summary: "how many examples a step looks at"),
      rate(usualRate),
      .labelled("dev", examples, summary: dev),
      .labelled("dev-every", .integer(1...1_000_000), .otherwise(.number(25)), summary: "steps between looks at them"),
      .labelled("goal", .number(0...1), summary: "the part of them whose answers are right at which to stop"),
      .seed, .model(store),
    ]
  }

  private static func rate(_ usual: Double?) -> Parameter {
    let summary = "how far a step goes at most"
    guard let usual else {
      let (rows, factors) = (TuningMethod.softPrompt(length: 1).usualRate, TuningMethod.usualRateOfFactors)
      return .labelled("rate", .number(0...100), summary: "\(summary); \(rows), or \(factors) from a universal prompt")
    }
    return .labelled("rate", .number(0...100), .otherwise(.number(usual)), summary: summary)
  }
}

extension Arguments {
  /// Tunes a model as the arguments say and gives what was learned.
  ///
  /// - Parameters:
  ///   - title: The command's name.
  ///   - method: What is learned of the model.
  ///   - start: What the rows of a soft prompt are before the first step.
  ///   - distillation: The teachers to be followed.
  func tune(
    _ title: String, _ method: TuningMethod, of model: LanguageModel, start: StartingRows = .vocabulary,
    distillation: Distillation? = nil, _ context: Context
  ) throws -> Value {
    var settings = TuningSettings(
      method: method, start: start, steps: try integer("steps"), batch: try integer("batch"),
      rate: try optionalNumber("rate"), seed: try seed(context))
    settings.devEvery = try integer("dev-every")
    settings.goal = try optionalNumber("goal")
    settings.distillation = distillation
    let data = try datasets("on", method)
    let dev = try value("dev").map { _ in try datasets("dev", method) } ?? []
    let run = try blaming("on") { try TuningRun(model, onEach: data, dev: dev, settings: settings) }
    var tuning = TuningObject(title: title, run: run)
    return try tuning.finish(self, context)
  }
}

extension Arguments {
  /// The data sets of a parameter: of a method that learns several tasks a list of them, else one.
  private func datasets(_ name: String, _ method: TuningMethod) throws -> [Dataset] {
    if case .universalPrompt = method { return try datasets(name) }
    return [try dataset(name)]
  }
}
