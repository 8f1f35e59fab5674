import Gradients
import Models
import Tensors

/// An example as tokens: what the model reads, `question =>`, and what it is to say, ` answer` and a line break.
package struct EncodedExample: Equatable, Sendable {
  package let question: [Int]
  package let answer: [Int]

  /// Throws `TuningError.emptyAnswer` when the answer has no token; `part` is what the example belongs to.
  package init(
    _ example: Dataset.Example, _ model: LanguageModel, _ part: TuningError.Part = .training
  ) throws(TuningError) {
    let answer = trimmed(example.answer)
    guard !answer.isEmpty, !model.tokenizer.encode(" " + answer).isEmpty else {
      throw .emptyAnswer(question: example.question, part)
    }
    question = model.tokenizer.encode(trimmed(example.question) + " =>")
    self.answer = model.tokenizer.encode(" " + answer + "\n")
  }

  /// A text as tokens: the first is read, and all others are to be said.
  package init(text: [Int]) {
    question = Array(text.prefix(1))
    answer = Array(text.dropFirst())
  }

  /// The rows that it takes in a batch: its last token is only predicted.
  var rowCount: Int { question.count + answer.count - 1 }
}

/// Examples side by side, as one packed batch.
package struct TrainingBatch {
  let examples: [EncodedExample]

  package init(examples: [EncodedExample]) { self.examples = examples }

  /// How the examples stand behind so many rows that they share.
  func packing(prefix: Int) -> Packing { Packing(prefix: prefix, lengths: examples.map(\.rowCount)) }

  /// The number of tokens to predict.
  package var answerTokenCount: Int { examples.reduce(0) { $0 + $1.answer.count } }

  /// What the last layer says, normed, where an answer's token is to be predicted [answer tokens × width], and these
  /// tokens. The beginning and the learned rows are read once and shared by all examples. `check` is called between
  /// layers and gives up with what it throws.
  func predictions(
    of tailored: Tailored, beginning: [Int], check: () throws -> Void
  ) rethrows -> (rows: Variable, targets: [Int]) {
    let decoder = tailored.decoder
    let frontCount = beginning.count + (tailored.front?.value.rows ?? 0)
    let packing = packing(prefix: frontCount)
    let tokens = examples.flatMap { $0.question + $0.answer.dropLast() }
    var parts = beginning.isEmpty ? [] : [decoder.embedded(beginning)]
    if let front = tailored.front { parts.append(front) }
    parts.append(decoder.embedded(tokens))
    let hidden = try decoder.hidden(.concatenating(parts), packing: packing, check: check)
    var places: [Int] = []
    for (start, example) in zip(packing.starts, examples) {
      let first = start + example.question.count - 1
      places += first..<first + example.answer.count
    }
    return (decoder.normed(hidden.rows(at: places)), examples.flatMap(\.answer))
  }
}
