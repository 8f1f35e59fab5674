import Models
import Tensors

/// How well a model does on a data set.
package struct Score: Equatable, Sendable {
  /// The examples whose greedy answer is the expected one, byte for byte, without white space at the ends.
  package let right: Int
  /// All examples.
  package let count: Int
  /// The mean cross-entropy of the answers' tokens, the line break after each counted: −log p in nats.
  package let loss: Double
  /// What always giving the commonest answer would get right, between 0 and 1, where the data set sorts questions
  /// into few kinds.
  package let majority: Double?

  /// The part of examples that are right, between 0 and 1.
  package var exactMatch: Double { count == 0 ? 0 : Double(right) / Double(count) }

  /// Why the score says little, or nil.
  package var complaint: String? {
    guard let majority, exactMatch <= majority else { return nil }
    return "always giving the commonest answer would do as well: the questions were not told apart"
  }
}

extension Dataset {
  /// The most different answers of a data set that sorts questions into kinds.
  private static let mostKinds = 10

  /// The share of the commonest answer, where answers are at least two and at most ten different ones, each used
  /// twice and more on average; nil elsewhere, because there it says nothing.
  package var majority: Double? {
    var counts: [String: Int] = [:]
    for example in examples { counts[trimmed(example.answer), default: 0] += 1 }
    guard 2...Self.mostKinds ~= counts.count, counts.count * 2 <= count else { return nil }
    return Double(counts.values.max() ?? 0) / Double(count)
  }
}

extension TailoredModel {
  /// Tokens beyond those of the expected answer after which an answer is cut off.
  static let furtherTokens = 32

  /// How well the model does on a data set: right are the examples whose greedy answer, `answer(to:…)`, is the
  /// expected one. Where the expected answer, read in one pass with others, tells that already, nothing is generated.
  ///
  /// - Parameter progress: Receives the number of examples that are done.
  /// - Throws: `TailoringError` for a data set that is empty or has an example that can't be read, and what `check` throws.
  package func score(
    on data: Dataset, check: () throws -> Void = {}, progress: (Int) -> Void = { _ in }
  ) throws -> Score {
    var (right, loss, tokens, done) = (0, 0.0, 0, 0)
    try judge(data, check: check) { piece in
      loss += piece.reduce(0) { $0 + $1.losses.reduce(0, +) }
      tokens += piece.reduce(0) { $0 + $1.example.encoded.answer.count }
      let open = piece.filter { $0.isRight == nil }.map(\.example)
      right += piece.count { $0.isRight == true } + (try rightAnswers(open, check: check))
      done += piece.count
      progress(done)
    }
    return Score(right: right, count: data.count, loss: loss / Double(tokens), majority: data.majority)
  }

  /// How many examples generation answers as expected; each answer ends as soon as it can't be that any more,
  /// unless others vote with it.
  private func rightAnswers(_ examples: [ForcedExample], check: () throws -> Void) throws -> Int {
    let longest = examples.map(\.encoded.answer.count).max() ?? 0
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
