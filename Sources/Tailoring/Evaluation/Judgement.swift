import Gradients
import Models
import Tensors

/// What the expected answer of an example tells, read after its question.
struct Judgement {
  /// The example as the first voter reads it.
  let example: ForcedExample
  /// −log p of each of the answer's tokens; of an ensemble, p is the mean of its members' probabilities.
  let losses: [Double]
  /// Whether the greedy answer is the expected one, or nil where only generation can tell.
  let isRight: Bool?
}

extension TailoredModel {
  /// The most sequences that are read in one pass, and the most tokens of them, unless one alone has more.
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

/// An example as one voter reads it, with the answer that is expected.
struct ForcedExample {
  let source: Dataset.Example
  /// What is to read it.
  let voter: TailoredModel
  /// What is read after the voter's prefix.
  let encoded: EncodedExample
  /// The expected answer, without white space at its ends.
  let expected: String

  /// Throws `TailoringError` for an answer without a token, and for more tokens than the model has room for.
  init(_ source: Dataset.Example, _ voter: TailoredModel) throws(TailoringError) {
    self.source = source
    self.voter = voter
    let tokens = voter.tokensAfterPrefix(voter.model.tokens(of: voter.adaptation.text(for: source.question)))
    encoded = try EncodedExample(
      source, question: tokens, after: voter.prefix?.rows ?? 0, voter.model, .evaluation)
    expected = trimmed(source.answer)
  }

  /// The rows that it takes, the prefix counted: its last token is only predicted.
  var rowCount: Int { (voter.prefix?.rows ?? 0) + encoded.rowCount }
}

/// Examples read in one pass with their expected answers (teacher forcing), each by a voter of its own.
struct ForcedBatch {
  let examples: [ForcedExample]
  private let model: LanguageModel
  /// The logits [answer tokens × vocabulary] of every answer, one after the other.
  private let logits: Tensor
  private let sums: [Double]

  /// Logits nearer to each other than this may change places in a pass of another shape, which adds in another order.
  private static let margin: Float = 0.01

  /// Where one voter reads all examples, its prefix is read once, with all tokens that the questions begin with; where
  /// voters differ, every example has its own, and low-rank updates hold for its rows alone.
  ///
  /// - Parameters:
  ///   - model: What the voters were made of.
  ///   - check: Called before each layer.
  /// - Throws: `ModelError.notFinite`, and what `check` throws.
  init(_ examples: [ForcedExample], _ model: LanguageModel, check: () throws -> Void = {}) throws {
    self.examples = examples
    self.model = model
    let (first, encoded) = (examples[0].voter, examples.map(\.encoded))
    var decoder: Decoder
    let packed: PackedExamples
    if examples.allSatisfy({ $0.voter.adaptation == first.adaptation }) {
      decoder = first.model.decoder
      packed = PackedExamples(
        encoded, of: decoder, after: first.prefix.map { [Variable($0)] } ?? [],
        sharing: encoded.map(\.question).commonPrefixLength)
    } else {
      decoder = model.decoder
      packed = PackedExamples(
        encoded, of: decoder, after: [], own: examples.map { $0.voter.prefix.map { Variable($0) } })
      let spans = zip(packed.packing.starts, packed.packing.lengths).map { $0..<$0 + $1 }
      decoder = decoder.updating(
        zip(spans, examples).filter { $1.voter.hasLowRankUpdates }.map { ($0, $1.voter.model.decoder) })
    }
    logits = decoder.logits(ofNormed: try packed.predictions(by: decoder, check: check).value)
    try decoder.checkFinite(logits) { try packed.hidden(by: $0, check: check).value }
    sums = logits.logSumExp()
  }

  /// The first logits' row of each example.
  private var starts: [Int] {
    var start = 0
    return examples.map { example in
      defer { start += example.encoded.answer.count }
      return start
    }
  }

  /// log p of each answer's tokens.
  var logProbabilities: [[Double]] {
    zip(starts, examples).map { start, example in
      example.encoded.answer.enumerated().map { offset, token in
        Double(logits[start + offset, token]) - sums[start + offset]
      }
    }
  }

  /// Whether each example's greedy answer is the expected one, as far as the likeliest tokens along the expected
  /// answer tell: they are those of generation up to the first other one. Nil where only generation can tell.
  var verdicts: [Bool?] {
    zip(starts, examples).map { start, example in
      var spoken = SpokenAnswer(model.tokenizer)
      for (place, token) in example.encoded.answer.enumerated() {
        let row = logits.rows(start + place..<start + place + 1)
        let best = row.largest(2)
        if best.count > 1, row.floats[best[0]] - row.floats[best[1]] < Self.margin { return nil }
        spoken.say(best[0])
        if let verdict = spoken.answer.verdict(example.expected) { return verdict }
        // Other tokens may still spell the same answer.
        if best[0] != token { return nil }
      }
      return nil
    }
  }
}
