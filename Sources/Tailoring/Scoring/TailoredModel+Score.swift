import Models
import Tensors

extension TailoredModel {
  /// Tokens beyond those of the expected answer after which an answer is cut off.
  static let furtherTokens = 32

  /// How well the model does on a data set: right are the examples whose greedy answer, `answer(to:…)`, is the
  /// expected one. Where the expected answer, read in one pass with others, tells that already, nothing is generated.
  ///
  /// - Parameter progress: Gets the number of examples that are done.
  /// - Throws: `TailoringError` for a data set that is empty or has an example that can't be read, and what `check` throws.
  package func score(
    on data: Dataset, check: () throws -> Void = {}, progress: (Int) -> Void = { _ in }
  ) throws -> Score {
    var (right, loss, tokens, done) = (0, 0.0, 0, 0)
    try judge(data, check: check) { piece in
      loss += piece.reduce(0) { $0 + $1.losses.reduce(0, +) }
      tokens += piece.reduce(0) { $0 + $1.example.answer.count }
      let open = piece.filter { $0.isRight == nil }.map(\.example)
      right += piece.count { $0.isRight == true } + (try rightAnswers(open, check: check))
      done += piece.count
      progress(done)
    }
    return Score(right: right, count: data.count, loss: loss / Double(tokens), majority: data.majority)
  }

  /// How many examples generation gives the expected answer to; each ends as soon as it can't any more, unless others
  /// vote with it.
  private func rightAnswers(_ examples: [ForcedExample], check: () throws -> Void) throws -> Int {
    let longest = examples.map(\.answer.count).max() ?? 0
    var said = examples.map { _ in "" }
    let answers = try MixedBatch(model, examples.map { (text: $0.source.question, tailored: self) }).answers(
      LanguageModel.Generation(maximumTokens: longest + Self.furtherTokens), check: check
    ) { index, piece in
      said[index] += piece
      return examples[index].expected.utf8.starts(with: said[index].utf8)
    }
    return zip(answers, examples).count { $0.utf8.elementsEqual($1.expected.utf8) }
  }
}
