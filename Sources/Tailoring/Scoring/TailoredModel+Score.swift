import Models

extension TailoredModel {
  /// Examples that are read in one pass at most, and tokens of them unless one alone has more: between two layers it is
  /// asked whether to stop.
  private static let (examplesAtOnce, tokensAtOnce) = (8, 2000)
  /// Tokens beyond those of the expected answer after which an answer is cut off.
  static let furtherTokens = 32

  /// How well the model does on a data set: right are the examples whose greedy answer, `answer(to:…)`, is the
  /// expected one. Where the expected answer, read in one pass with others, tells that already, nothing is generated.
  ///
  /// - Parameter progress: Gets the number of examples that are done.
  /// - Throws: `ScoreError` for a data set that is empty or has an example that can't be read, and what `check` throws.
  package func score(
    on data: Dataset, check: () throws -> Void = {}, progress: (Int) -> Void = { _ in }
  ) throws -> Score {
    guard data.count > 0 else { throw ScoreError.noExamples }
    let examples = try data.examples.map { try ForcedExample($0, self) }
    var (right, loss) = (0, 0.0)
    var cache = PrefixCache(self)
    var rest = examples[...]
    while !rest.isEmpty {
      let piece = Self.nextPiece(rest)
      rest = rest.dropFirst(piece.count)
      let batch = try ForcedBatch(piece, self, check: check)
      loss += batch.losses.reduce(0, +)
      for (example, verdict) in zip(piece, batch.verdicts) {
        let isRight = try verdict ?? says(example, cache: &cache, check: check)
        right += isRight ? 1 : 0
      }
      progress(rest.startIndex)
    }
    return Score(
      right: right, count: examples.count, loss: loss / Double(examples.reduce(0) { $0 + $1.answer.count }),
      majority: data.majority)
  }

  /// The examples that are read next, in one pass.
  private static func nextPiece(_ examples: ArraySlice<ForcedExample>) -> [ForcedExample] {
    var tokens = 0
    let first = examples.prefix(examplesAtOnce).prefix { example in
      tokens += example.question.count + example.answer.count
      return tokens <= tokensAtOnce
    }
    return Array(first.isEmpty ? examples.prefix(1) : first)
  }

  /// Whether generation gives the expected answer; ends as soon as it can't any more.
  private func says(_ example: ForcedExample, cache: inout PrefixCache, check: () throws -> Void) throws -> Bool {
    struct Differs: Error {}
    var said = ""
    let generation = LanguageModel.Generation(maximumTokens: example.answer.count + Self.furtherTokens)
    do {
      let answer = try answer(
        to: example.source.question, generation, cache: &cache,
        check: {
          try check()
          guard example.expected.utf8.starts(with: said.utf8) else { throw Differs() }
        }, emit: { said += $0 })
      return answer.utf8.elementsEqual(example.expected.utf8)
    } catch is Differs {
      return false
    }
  }
}
