import Models

/// An example as the tokens of all that a model reads for its question behind `TailoredModel.front`, and those of the
/// expected answer with its line break.
struct ForcedExample {
  let question: [Int]
  let answer: [Int]
  /// The expected answer, without white space at its ends.
  let expected: String
  let source: Dataset.Example

  /// Throws for an answer without a token, and for more tokens than the model has room for.
  init(_ source: Dataset.Example, _ tailored: TailoredModel) throws(ScoreError) {
    let model = tailored.model
    self.source = source
    expected = trimmed(source.answer)
    question = tailored.behindFront(model.tokens(of: tailored.adaptation.text(for: source.question)))
    answer = model.tokenizer.encode(" \(expected)\n")
    guard !expected.isEmpty, !answer.isEmpty else { throw .emptyAnswer(question: source.question) }
    let count = (tailored.front?.rows ?? 0) + question.count + answer.count
    let limit = model.configuration.contextLength
    guard count <= limit else { throw .tooLong(question: source.question, tokens: count, limit: limit) }
  }
}
