import Models
import Tensors

/// What the expected answer of an example tells, read behind its question.
struct Judgement {
  /// The example as the first voter reads it.
  let example: ForcedExample
  /// −log p of each of the answer's tokens; of an ensemble, p is the mean of its members' probabilities.
  let losses: [Double]
  /// Whether the greedy answer is the expected one, or nil where only generation can tell.
  let isRight: Bool?
}

extension TailoredModel {
  /// Sequences that are read in one pass at most, and tokens of them unless one alone has more: between two layers it
  /// is asked whether to stop.
  private static let (sequencesAtOnce, tokensAtOnce) = (8, 2000)

  /// Reads all examples with their expected answers, and hands over what they tell, some at a time.
  ///
  /// - Throws: `TailoringError` for a data set that is empty or has an example that can't be read; then nothing was read.
  ///   What `check` and `each` throw.
  func judge(_ data: Dataset, check: () throws -> Void, each: ([Judgement]) throws -> Void) throws {
    guard data.count > 0 else { throw TailoringError(.noExamples(.evaluation), blaming: .on) }
    let examples = try data.examples.map { example in try voters.map { try ForcedExample(example, $0) } }
    var rest = examples[...]
    while !rest.isEmpty {
      let piece = Self.nextPiece(rest)
      rest = rest.dropFirst(piece.count)
      let batch = try ForcedBatch(piece.flatMap { $0 }, model, check: check)
      let (logarithms, verdicts) = (batch.logProbabilities, batch.verdicts)
      try each(
        piece.enumerated().map { index, versions in
          let range = index * versions.count..<(index + 1) * versions.count
          return Judgement(
            example: versions[0], losses: Self.losses(logarithms[range]), isRight: Self.verdict(verdicts[range]))
        })
    }
  }

  /// The examples that are read next, in one pass, each as all voters read it.
  private static func nextPiece(_ examples: ArraySlice<[ForcedExample]>) -> ArraySlice<[ForcedExample]> {
    let count = max(1, sequencesAtOnce / (examples.first?.count ?? 1))
    var tokens = 0
    let first = examples.prefix(count).prefix { versions in
      tokens += versions.reduce(0) { $0 + $1.rowCount }
      return tokens <= tokensAtOnce
    }
    return first.isEmpty ? examples.prefix(1) : first
  }

  /// −log of the mean of the voters' probabilities of each token.
  private static func losses(_ logarithms: ArraySlice<[Double]>) -> [Double] {
    guard logarithms.count > 1, let first = logarithms.first else { return (logarithms.first ?? []).map { -$0 } }
    return first.indices.map { token in
      let largest = logarithms.map { $0[token] }.max() ?? 0
      let total = logarithms.reduce(0) { $0 + ScalarMath.exp($1[token] - largest) }
      return -largest - ScalarMath.log(total / Double(logarithms.count))
    }
  }

  /// Whether the voters' answer is the expected one: where more than half of them say it, nobody else can win.
  private static func verdict(_ verdicts: ArraySlice<Bool?>) -> Bool? {
    if verdicts.count == 1 { return verdicts.first ?? nil }
    return 2 * verdicts.count { $0 == true } > verdicts.count ? true : nil
  }
}
