/// Why a model can't be tuned, or tuning can't go on.
package enum TuningError: Error, Equatable {
  /// Which examples are meant.
  package enum Part: Equatable, Sendable {
    /// Those to learn from.
    case training
    /// Those to choose by.
    case development
  }

  case noExamples(Part)
  /// A single example can only be learned by heart.
  case oneExample
  /// The answer to this question has no token, so there is nothing to learn from it.
  case emptyAnswer(question: String, Part)
  /// An example with what stands in front of it is longer than the model's context.
  case tooLong(question: String, tokens: Int, limit: Int, Part)
  /// The text that rows should start from has no token.
  case emptyStart
  /// More layers should be tuned than the model has.
  case tooManyLayers(Int, limit: Int)
  /// A number that is none came up; nothing has been changed by it.
  case notFinite(what: String, step: Int, layer: Int?)
}

extension TuningError: CustomStringConvertible {
  /// One sentence without a full stop.
  package var description: String {
    switch self {
    case .noExamples(.training): "there is no example to learn from"
    case .noExamples(.development): "there is no example to choose by"
    case .oneExample: "one example can only be learned by heart: a task takes at least two"
    case .emptyAnswer(let question, _):
      "the answer to '\(shortened(question))' has no token, so there is nothing to learn from it"
    case .tooLong(let question, let tokens, let limit, _):
      "'\(shortened(question))' and its answer take \(tokens) tokens with what stands in front, "
        + "but the model has room for \(limit)"
    case .emptyStart: "the text that the rows should start from has no token"
    case .tooManyLayers(let layers, let limit): "\(layers) layers can't be tuned, because the model has \(limit)"
    case .notFinite(let what, let step, let layer):
      "\(what) is not a finite number in step \(step)\(layer.map { ", from layer \($0) on" } ?? ""); the step was not made"
    }
  }
}
