import Models
import Script
import Tailoring

extension Parameter {
  /// What all ways of tuning take, around the parameters of one: the examples first, how to learn from them last.
  static func tuning(_ store: ModelStore, usualRate: Double, _ own: [Parameter]) -> [Parameter] {
    [.labelled("on", .examples, .required, summary: "the examples to learn from, two at least")] + own + [
      .labelled("steps", .integer(1...1_000_000), .otherwise(.number(100)), summary: "how many steps to make"),
      .labelled("batch", .integer(1...10_000), .otherwise(.number(16)), summary: "how many examples a step looks at"),
      .labelled("rate", .number(0...100), .otherwise(.number(usualRate)), summary: "how far a step goes at most"),
      .labelled("dev", .examples, summary: "unseen examples to choose by: the best of what was learned is kept"),
      .seed, .model(store),
    ]
  }
}

extension Arguments {
  /// Tunes a model as the arguments say and gives what was learned.
  ///
  /// - Parameters:
  ///   - title: The command's name.
  ///   - method: What is learned of the model.
  ///   - start: What the rows of a soft prompt are before the first step.
  func tune(
    _ title: String, _ method: TuningMethod, of model: LanguageModel, start: StartingRows = .vocabulary,
    _ context: Context
  ) throws -> Value {
    let settings = TuningSettings(
      method: method, start: start, steps: try integer("steps"), batch: try integer("batch"), rate: try number("rate"),
      seed: try seed(context))
    let data = try dataset("on")
    let dev = try value("dev").map { _ in try dataset("dev") }
    do {
      var tuning = TuningObject(title: title, run: try TuningRun(model, on: data, dev: dev, settings: settings))
      return try tuning.finish(self, context)
    } catch let error as TuningError {
      throw mistake("\(error)", at: error.parameter)
    }
  }
}

extension TuningError {
  /// The parameter to blame.
  fileprivate var parameter: String {
    switch self {
    case .noExamples(let part), .emptyAnswer(_, let part), .tooLong(_, _, _, let part):
      part == .training ? "on" : "dev"
    case .oneExample, .noTask, .oneTask, .sameTask, .labelSpelledTwice: "on"
    case .otherCount: "dev"
    case .task(_, let error): error.parameter
    case .emptyStart: "start"
    case .tooManyLayers: "layers"
    case .notFinite: "rate"
    }
  }
}
