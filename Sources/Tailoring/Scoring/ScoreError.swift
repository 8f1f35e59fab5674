/// Why a model can't be judged by a data set.
package enum ScoreError: Error, Equatable {
  case noExamples
  /// The answer to this question has no token.
  case emptyAnswer(question: String)
  /// An example with what stands in front of it is longer than the model's context.
  case tooLong(question: String, tokens: Int, limit: Int)
}

extension ScoreError: CustomStringConvertible {
  /// One sentence without a full stop.
  package var description: String {
    switch self {
    case .noExamples: "there is no example to judge by"
    case .emptyAnswer(let question):
      "the answer to '\(shortened(question))' has no token, so nothing can be judged by it"
    case .tooLong(let question, let tokens, let limit):
      "'\(shortened(question))' and its answer take \(tokens) tokens with what stands in front, "
        + "but the model has room for \(limit)"
    }
  }
}
