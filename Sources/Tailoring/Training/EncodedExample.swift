import Gradients
import Models
import Tensors

/// An example as tokens: what the model reads, `question =>`, and what it is to say, ` answer` and a line break.
package struct EncodedExample: Equatable, Sendable {
  package let question: [Int]
  package let answer: [Int]
  /// Which of `Tailored.fronts` it is read behind; of no meaning where there is none.
  package let front: Int

  /// Throws `TailoringError` when the answer has no token; `use` is what the example is for.
  package init(
    _ example: Dataset.Example, _ model: LanguageModel, _ use: TailoringError.Use = .training, front: Int = 0
  ) throws(TailoringError) {
    let answer = trimmed(example.answer)
    guard !answer.isEmpty, !model.tokenizer.encode(" " + answer).isEmpty else {
      throw .init(.emptyAnswer(question: example.question, use), blaming: use.argument)
    }
    question = model.tokenizer.encode(trimmed(example.question) + " =>")
    self.answer = model.tokenizer.encode(" " + answer + "\n")
    self.front = front
  }

  /// A text as tokens: the first is read, and all others are to be said.
  package init(text: [Int]) {
    question = Array(text.prefix(1))
    answer = Array(text.dropFirst())
    front = 0
  }

  /// The tokens that are read: the last one is only predicted.
  var tokens: [Int] { question + answer.dropLast() }
  /// How many these are.
  var rowCount: Int { question.count + answer.count - 1 }
}

/// Examples side by side, as one packed batch.
package struct TrainingBatch {
  let examples: [EncodedExample]

  package init(examples: [EncodedExample]) { self.examples = examples }

  /// Whether all examples are read behind the same one of so many fronts, or behind none, so that it is read once.
  private func shares(fronts count: Int) -> Bool {
    count == 0 || examples.allSatisfy { $0.front == examples[0].front }
  }

  /// How the examples stand behind the tokens of a beginning and fronts of these lengths: what all have in common is
  /// the prefix, and fronts of their own are the first rows of their sequences.
  func packing(beginning: Int, frontLengths: [Int]) -> Packing {
    guard shares(fronts: frontLengths.count) else {
      return Packing(prefix: beginning, lengths: examples.map { frontLengths[$0.front] + $0.rowCount })
    }
    let front = frontLengths.isEmpty ? 0 : frontLengths[examples[0].front]
    return Packing(prefix: beginning + front, lengths: examples.map(\.rowCount))
  }

  /// The number of tokens to predict.
  package var answerTokenCount: Int { examples.reduce(0) { $0 + $1.answer.count } }

  /// What the last layer says, normed, where an answer's token is to be predicted [answer tokens × width], and these
  /// tokens. `check` is called between layers and gives up with what it throws.
  func predictions(
    of tailored: Tailored, beginning: [Int], check: () throws -> Void
  ) rethrows -> (rows: Variable, targets: [Int]) {
    let (decoder, fronts) = (tailored.decoder, tailored.fronts)
    var parts = beginning.isEmpty ? [] : [decoder.embedded(beginning)]
    if shares(fronts: fronts.count) {
      if !fronts.isEmpty { parts.append(fronts[examples[0].front]) }
      parts.append(decoder.embedded(examples.flatMap(\.tokens)))
    } else {
      parts += examples.flatMap { [fronts[$0.front], decoder.embedded($0.tokens)] }
    }
    let packing = packing(beginning: beginning.count, frontLengths: fronts.map(\.value.rows))
    let hidden = try decoder.hidden(
      .concatenating(parts), packing: packing, beforeAnswersOf: examples.map(\.answer.count), check: check)
    return (decoder.normed(hidden), examples.flatMap(\.answer))
  }
}
