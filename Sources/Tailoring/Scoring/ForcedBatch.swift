import Gradients
import Models
import Tensors

/// Examples read in one pass, each with its expected answer behind the question: teacher forcing.
struct ForcedBatch {
  let examples: [ForcedExample]
  private let model: LanguageModel
  /// The logits [answer tokens × vocabulary] of every answer, one after the other.
  private let logits: Tensor
  private let sums: [Double]

  /// Logits nearer to each other than this may change places in a pass of another shape, which adds in another order.
  private static let margin: Float = 0.01

  /// What all questions begin with is read once. `check` is called before each layer; throws what it throws.
  init(_ examples: [ForcedExample], _ tailored: TailoredModel, check: () throws -> Void = {}) rethrows {
    self.examples = examples
    model = tailored.model
    let decoder = model.decoder
    let shared = Self.shared(examples.map(\.question))
    let sequences = examples.map { $0.question[shared...] + $0.answer.dropLast() }
    let text = decoder.embedded(examples[0].question.prefix(shared) + sequences.flatMap { $0 })
    let rows = tailored.front.map { .concatenating([Variable($0), text]) } ?? text
    let packing = Packing(prefix: shared + (tailored.front?.rows ?? 0), lengths: sequences.map(\.count))
    let hidden = try decoder.hidden(rows, packing: packing, check: check)
    let places = zip(packing.starts, examples).flatMap { start, example in
      let place = start + example.question.count - shared - 1
      return place..<place + example.answer.count
    }
    logits = decoder.logits(of: hidden.rows(at: places))
    sums = logits.logSumExp()
  }

  /// The number of tokens that all questions begin with; at least one is left of each.
  private static func shared(_ questions: [[Int]]) -> Int {
    let shortest = (questions.map(\.count).min() ?? 1) - 1
    return (0..<max(shortest, 0)).first { place in questions.contains { $0[place] != questions[0][place] } }
      ?? max(shortest, 0)
  }

  /// The first logits' row of each example.
  private var starts: [Int] {
    var start = 0
    return examples.map { example in
      defer { start += example.answer.count }
      return start
    }
  }

  /// −log p of each answer's tokens, summed.
  var losses: [Double] {
    zip(starts, examples).map { start, example in
      example.answer.enumerated().reduce(0) { sum, token in
        sum + sums[start + token.offset] - Double(logits[start + token.offset, token.element])
      }
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
