import Models

/// An example as the tokens of all that a model reads for its question behind `TailoredModel.front`, and those of the
/// expected answer with its line break.
struct ForcedExample {
  /// What is to read it.
  let voter: TailoredModel
  let question: [Int]
  let answer: [Int]
  /// The expected answer, without white space at its ends.
  let expected: String
  let source: Dataset.Example

  /// Throws for an answer without a token, and for more tokens than the model has room for.
  init(_ source: Dataset.Example, _ voter: TailoredModel) throws(TailoringError) {
    let model = voter.model
    self.source = source
    self.voter = voter
    expected = trimmed(source.answer)
    question = voter.behindFront(model.tokens(of: voter.adaptation.text(for: source.question)))
    answer = model.tokenizer.encode(" \(expected)\n")
    guard !expected.isEmpty, !answer.isEmpty else { throw .init(.emptyAnswer(question: source.question, .evaluation), blaming: .on) }
    let limit = model.configuration.contextLength
    guard rowCount < limit else {
      throw .init(.tooLong(question: source.question, tokens: rowCount + 1, limit: limit), blaming: .on)
    }
  }

  /// The rows that it takes, all in front counted: its last token is only predicted.
  var rowCount: Int { (voter.front?.rows ?? 0) + question.count + answer.count - 1 }
}
