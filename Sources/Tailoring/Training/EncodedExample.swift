import Gradients
import Models
import Tensors

/// An example as tokens: what the model reads, `question =>`, and what it is to say, ` answer` and a line break.
package struct EncodedExample: Equatable, Sendable {
  package let question: [Int]
  package let answer: [Int]

  /// Throws `TuningError` when the answer has no token.
  package init(_ example: Dataset.Example, _ model: LanguageModel) throws {
    question = model.tokenizer.encode(trimmed(example.question) + " =>")
    let words = model.tokenizer.encode(" " + trimmed(example.answer))
    answer = model.tokenizer.encode(" " + trimmed(example.answer) + "\n")
    guard !trimmed(example.answer).isEmpty, !words.isEmpty, !question.isEmpty else {
      throw TuningError.emptyAnswer(question: example.question)
    }
  }

  /// The rows that it takes in a batch: its last token is only predicted.
  var rowCount: Int { question.count + answer.count - 1 }
}

/// Examples side by side, as one packed batch.
struct TrainingBatch {
  let examples: [EncodedExample]

  /// The logits' rows and the tokens to predict there, and everything else that a loss needs: what the last layer says at the answers'
  /// places [answer tokens × width], normed, and the answers' tokens.
  func predictions(
    of tailored: Tailored, beginning: [Int]
  ) -> (rows: Variable, targets: [Int]) {
    let decoder = tailored.decoder
    let frontCount = beginning.count + (tailored.front?.value.rows ?? 0)
    let packing = Packing(prefix: frontCount, lengths: examples.map(\.rowCount))
    let tokens = examples.flatMap { $0.question + $0.answer.dropLast() }
    var parts = beginning.isEmpty ? [] : [decoder.embedded(beginning)]
    if let front = tailored.front { parts.append(front) }
    parts.append(decoder.embedded(tokens))
    let hidden = decoder.hidden(.concatenating(parts), packing: packing)
    var places: [Int] = []
    for (start, example) in zip(packing.starts, examples) {
      let first = start + example.question.count - 1
      places += first..<first + example.answer.count
    }
    return (decoder.normed(hidden.rows(at: places)), examples.flatMap(\.answer))
  }
}
