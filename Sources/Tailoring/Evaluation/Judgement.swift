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
  /// The most rows of a pass, unless one example alone has more: enough that what is read once for all of them, weights
  /// and the beginning that they share, weighs little.
  private static let rowsAtOnce = 512

  /// Reads all examples with their expected answers, and hands over what they tell, some at a time.
  ///
  /// - Throws: `TailoringError` for a data set that is empty or has an example that can't be read; then nothing was read.
  ///   What `check` and `each` throw.
  func judge(_ data: Dataset, check: () throws -> Void, each: ([Judgement]) throws -> Void) throws {
    guard data.count > 0 else { throw TailoringError(.noExamples(.evaluation), blaming: .on) }
    let examples = try data.examples.map { example in try voters.map { try ForcedExample(example, $0) } }
    let shared = members.isEmpty ? examples.map { $0[0].encoded.question }.commonPrefixLength : nil
    var rest = examples[...]
    while !rest.isEmpty {
      let piece = Self.nextPiece(rest, sharing: shared)
      rest = rest.dropFirst(piece.count)
      let batch = try ForcedBatch(piece.flatMap { $0 }, model, sharing: shared, check: check)
      let (logarithms, verdicts) = (batch.logProbabilities, batch.verdicts)
      try each(
        piece.enumerated().map { index, versions in
          let range = index * versions.count..<(index + 1) * versions.count
          return Judgement(
            example: versions[0], losses: Self.losses(logarithms[range]), isRight: Self.verdict(verdicts[range]))
        })
    }
  }

  /// The examples that are read next, in one pass, each as all voters read it. What all begin with is read once.
  private static func nextPiece(
    _ examples: ArraySlice<[ForcedExample]>, sharing count: Int?
  ) -> ArraySlice<[ForcedExample]> {
    func rows(_ example: ForcedExample) -> Int {
      count.map { example.encoded.rowCount - $0 } ?? example.rowCount
    }
    var total = count == nil ? 0 : examples.first.map { $0[0].rowCount - rows($0[0]) } ?? 0
    let first = examples.prefix { versions in
      total += versions.reduce(0) { $0 + rows($1) }
      return total <= rowsAtOnce
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
  /// log p of each answer's tokens.
  private(set) var logProbabilities: [[Double]] = []
  /// Whether each example's greedy answer is the expected one, as far as the likeliest tokens along the expected
  /// answer tell: they are those of generation up to the first other one. Nil where only generation can tell.
  private(set) var verdicts: [Bool?] = []

  /// Logits nearer to each other than this may change places in a pass of another shape, which adds in another order.
  private static let margin: Float = 0.01
  /// The logits that are held at one time, unless one answer alone has more: 64 MB.
  private static let logitsAtOnce = 1 << 24

  /// - Parameters:
  ///   - model: What the voters were made of.
  ///   - count: Where one voter reads all examples, how many tokens all questions begin with: these are read once, with
  ///     the voter's prefix. Nil where voters differ; every example then has its own prefix, and low-rank updates hold
  ///     for its rows alone.
  ///   - check: Called before each layer.
  /// - Throws: `ModelError.notFinite`, and what `check` throws.
  init(_ examples: [ForcedExample], _ model: LanguageModel, sharing count: Int?, check: () throws -> Void = {}) throws {
    let (first, encoded) = (examples[0].voter, examples.map(\.encoded))
    var decoder: Decoder
    let packed: PackedExamples
    if let count {
      decoder = first.model.decoder
      packed = PackedExamples(
        encoded, of: decoder, after: first.prefix.map { [Variable($0)] } ?? [], sharing: count)
    } else {
      decoder = model.decoder
      packed = PackedExamples(
        encoded, of: decoder, after: [], own: examples.map { $0.voter.prefix.map { Variable($0) } })
      let spans = zip(packed.packing.starts, packed.packing.lengths).map { $0..<$0 + $1 }
      decoder = decoder.updating(
        zip(spans, examples).filter { $1.voter.hasLowRankUpdates }.map { ($0, $1.voter.model.decoder) })
    }
    let predictions = try packed.predictions(by: decoder, check: check).value
    let rowsAtOnce = Self.logitsAtOnce / decoder.output.matrix.rows
    var (rest, start) = (examples[...], 0)
    while !rest.isEmpty {
      var rows = 0
      let fitting = rest.prefix { example in
        rows += example.encoded.answer.count
        return rows <= rowsAtOnce
      }
      let piece = fitting.isEmpty ? rest.prefix(1) : fitting
      let end = start + piece.reduce(0) { $0 + $1.encoded.answer.count }
      let logits = decoder.logits(ofNormed: predictions.rows(start..<end))
      try decoder.checkFinite(logits) { try packed.hidden(by: $0, check: check).value }
      judge(piece, logits, model)
      (rest, start) = (rest.dropFirst(piece.count), end)
    }
  }

  /// Reads what logits [answer tokens × vocabulary] tell of examples, whose answers follow each other.
  private mutating func judge(_ examples: ArraySlice<ForcedExample>, _ logits: Tensor, _ model: LanguageModel) {
    let sums = logits.logSumExp()
    var start = 0
    for example in examples {
      let answer = example.encoded.answer
      logProbabilities.append(
        answer.enumerated().map { place, token in Double(logits[start + place, token]) - sums[start + place] })
      verdicts.append(Self.verdict(example, logits.rows(start..<start + answer.count), model))
      start += answer.count
    }
  }

  private static func verdict(_ example: ForcedExample, _ logits: Tensor, _ model: LanguageModel) -> Bool? {
    var spoken = SpokenAnswer(model.tokenizer)
    for (place, token) in example.encoded.answer.enumerated() {
      let row = logits.rows(place..<place + 1)
      let best = row.largest(2)
      if best.count > 1, row.floats[best[0]] - row.floats[best[1]] < margin { return nil }
      spoken.say(best[0])
      if let verdict = spoken.answer.verdict(example.expected) { return verdict }
      // Other tokens may still spell the same answer.
      if best[0] != token { return nil }
    }
    return nil
  }
}
