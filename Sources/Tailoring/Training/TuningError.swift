/// Why a model can't be tuned, or tuning can't go on.
package enum TuningError: Error, Equatable {
  case noExamples
  /// The answer to this question has no token, so there is nothing to learn from it.
  case emptyAnswer(question: String)
  /// An example with what stands in front of it is longer than the model's context.
  case tooLong(question: String, tokens: Int, limit: Int)
  /// The text that rows should start from has no token.
  case emptyStart
  /// A number that is none came up; nothing has been changed by it.
  case notFinite(what: String, step: Int, layer: Int?)
}

extension TuningError: CustomStringConvertible {
  /// One sentence without a full stop.
  package var description: String {
    switch self {
    case .noExamples: "there is no example to learn from"
    case .emptyAnswer(let question): "the answer to '\(question)' has no token, so there is nothing to learn from it"
    case .tooLong(let question, let tokens, let limit):
      "'\(question)' and its answer take \(tokens) tokens with what stands in front, but the model has room for \(limit)"
    case .emptyStart: "the text that the rows should start from has no token"
    case .notFinite(let what, let step, let layer):
      "\(what) is not a number in step \(step)\(layer.map { ", from layer \($0) on" } ?? ""); the step was not made"
    }
  }
}
