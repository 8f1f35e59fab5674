import Gradients
import Models
import Tensors

/// Examples read in one pass, each with its expected answer behind the question (teacher forcing) and with a front of
/// its own.
struct ForcedBatch {
  let examples: [ForcedExample]
  private let model: LanguageModel
  /// The logits [answer tokens × vocabulary] of every answer, one after the other.
  private let logits: Tensor
  private let sums: [Double]

  /// Logits nearer to each other than this may change places in a pass of another shape, which adds in another order.
  private static let margin: Float = 0.01

  /// Where all examples have the same in front, it is read once, with all that their questions begin with; where fronts
  /// differ, every example has its own, and low-rank updates hold for its rows alone.
  ///
  /// - Parameters:
  ///   - model: What the voters were made of.
  ///   - check: Called before each layer.
  /// - Throws: `ModelError.notFinite`, and what `check` throws.
  init(_ examples: [ForcedExample], _ model: LanguageModel, check: () throws -> Void = {}) throws {
    self.examples = examples
    self.model = model
    let first = examples[0].voter
    let isMixed = !examples.allSatisfy { $0.voter.adaptation == first.adaptation }
    let shared = isMixed ? 0 : examples.map(\.question).sharedBeginning
    var decoder = isMixed ? model.decoder : first.model.decoder
    let prefix = [isMixed ? nil : first.front].compactMap { $0 } + [decoder.rows(examples[0].question.prefix(shared))]
    let sequences = examples.map { example in
      let front = isMixed ? example.voter.front : nil
      return [front].compactMap { $0 } + [decoder.rows(example.question[shared...] + example.answer.dropLast())]
    }
    let packing = Packing(
      prefix: prefix.reduce(0) { $0 + $1.rows }, lengths: sequences.map { $0.reduce(0) { $0 + $1.rows } })
    if isMixed {
      let spans = zip(packing.starts, packing.lengths).map { $0..<$0 + $1 }
      decoder = decoder.updating(
        zip(spans, examples).filter { $1.voter.hasLowRankUpdates }.map { ($0, $1.voter.model.decoder) })
    }
    let rows = Variable(.concatenatingRows(prefix + sequences.flatMap { $0 }))
    func hidden(_ decoder: Decoder) throws -> Variable {
      try decoder.hidden(rows, packing: packing, beforeAnswersOf: examples.map(\.answer.count), check: check)
    }
    logits = decoder.logits(of: try hidden(decoder))
    try decoder.checkFinite(logits) { try hidden($0).value }
    sums = logits.logSumExp()
  }

  /// The first logits' row of each example.
  private var starts: [Int] {
    var start = 0
    return examples.map { example in
      defer { start += example.answer.count }
      return start
    }
  }

  /// log p of each answer's tokens.
  var logProbabilities: [[Double]] {
    zip(starts, examples).map { start, example in
      example.answer.enumerated().map { offset, token in Double(logits[start + offset, token]) - sums[start + offset] }
    }
  }

  /// Whether each example's greedy answer is the expected one, as far as the likeliest tokens along the expected
  /// answer tell: they are those of generation up to the first other one. Nil where only generation can tell.
  var verdicts: [Bool?] {
    zip(starts, examples).map { start, example in
      var answer = SpokenAnswer(model.tokenizer)
      for (place, token) in example.answer.enumerated() {
        let row = logits.rows(start + place..<start + place + 1)
        let best = row.largest(2)
        if best.count > 1, row.floats[best[0]] - row.floats[best[1]] < Self.margin { return nil }
        answer.say(best[0])
        if let verdict = answer.verdict(example.expected) { return verdict }
        // Other tokens may still spell the same answer.
        if best[0] != token { return nil }
      }
      return nil
    }
  }
}

extension Decoder {
  /// The embeddings of some tokens [tokens × width].
  fileprivate func rows(_ tokens: ArraySlice<Int>) -> Tensor { embedded(Array(tokens)).value }
}
