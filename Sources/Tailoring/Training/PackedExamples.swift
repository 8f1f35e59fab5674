import Gradients
import Models
import Tensors

/// An example as tokens: what the model reads, and what it is to say, a line break at its end.
package struct EncodedExample: Equatable, Sendable {
  package let question: [Int]
  package let answer: [Int]
  /// Which of `TunedDecoder.prefixes` it is read after; without meaning where there is none.
  package let prefix: Int

  /// Encodes an example as ``PromptForm`` writes it.
  ///
  /// - Parameters:
  ///   - question: The tokens that are read, those of the question's form if none are given.
  ///   - rows: How many rows are read before them.
  ///   - use: What the example is for.
  /// - Throws: `TailoringError` when the answer has no token or several lines, or when all together is longer than the model's context.
  package init(
    _ source: Dataset.Example, question: [Int]? = nil, after rows: Int = 0, _ model: LanguageModel,
    _ use: TailoringError.Use = .training, prefix: Int = 0
  ) throws(TailoringError) {
    let answer = trimmed(source.answer)
    guard !answer.isEmpty, !model.tokenizer.encode(" " + answer, continuing: true).isEmpty else {
      throw .init(.emptyAnswer(question: source.question, use), blaming: use.argument)
    }
    guard !answer.contains(where: \.isNewline) else {
      throw .init(.answerOfSeveralLines(question: source.question), blaming: use.argument)
    }
    self.question = question ?? model.tokenizer.encode(PromptForm.question(source.question))
    // It goes on where the question ends: models that put a space before a text have put theirs.
    self.answer = model.tokenizer.encode(PromptForm.answer(answer), continuing: true)
    self.prefix = prefix
    let (count, limit) = (rows + rowCount + 1, model.configuration.contextLength)
    guard count <= limit else {
      throw .init(.tooLong(question: source.question, tokens: count, limit: limit), blaming: use.argument)
    }
  }

  /// A text as tokens: the first is read, and all others are to be said.
  package init(text: [Int]) {
    question = Array(text.prefix(1))
    answer = Array(text.dropFirst())
    prefix = 0
  }

  /// The tokens that are read: the last one is only predicted.
  var tokens: [Int] { question + answer.dropLast() }
  /// How many these are.
  var rowCount: Int { question.count + answer.count - 1 }
}

/// Examples that are read in one pass, each with its answer after the question (teacher forcing): first rows that all
/// have in common, then each example's own, end to end.
struct PackedExamples {
  let packing: Packing
  private let examples: [EncodedExample]
  /// What goes into the first layer [rows × width].
  private let rows: Variable

  /// - Parameters:
  ///   - common: Rows [rows × width] that are read once, before all examples.
  ///   - count: How many tokens of its question each example has in common with all others; they are read once too.
  ///   - own: Rows that each example is read after alone; nil where none has any.
  init(
    _ examples: [EncodedExample], of decoder: Decoder, after common: [Variable], sharing count: Int = 0,
    own: [Variable?]? = nil
  ) {
    var parts = common
    if count > 0 { parts.append(decoder.embedded(Array(examples[0].question.prefix(count)))) }
    packing = Packing(
      prefix: parts.reduce(0) { $0 + $1.value.rows },
      lengths: examples.enumerated().map { index, example in
        (own?[index]?.value.rows ?? 0) + example.rowCount - count
      })
    if let own {
      for (own, example) in zip(own, examples) {
        parts += [own, decoder.embedded(Array(example.tokens.dropFirst(count)))].compactMap { $0 }
      }
    } else {
      parts.append(decoder.embedded(examples.flatMap { $0.tokens.dropFirst(count) }))
    }
    self.examples = examples
    rows = .concatenating(parts)
  }

  /// The tokens to predict.
  var targets: [Int] { examples.flatMap(\.answer) }

  /// What the last layer says where a token of an answer is to be predicted [answer tokens × width].
  ///
  /// - Parameter check: Called between layers; an error it throws is rethrown.
  func hidden(by decoder: Decoder, check: () throws -> Void) rethrows -> Variable {
    let hidden = try decoder.hidden(rows, packing: packing, check: check)
    let ends = zip(packing.starts, packing.lengths).map { $0 + $1 }
    return hidden.rows(at: zip(ends, examples).flatMap { $0 - $1.answer.count..<$0 })
  }

  /// The same, normed: times `Decoder.output` these are logits.
  func predictions(by decoder: Decoder, check: () throws -> Void) rethrows -> Variable {
    decoder.normed(try hidden(by: decoder, check: check))
  }
}

extension TunedDecoder {
  /// Examples for one pass, after the tokens of a beginning and their prefixes. A prefix that all have in common is read
  /// once.
  func packed(_ examples: [EncodedExample], beginning: [Int]) -> PackedExamples {
    let start = beginning.isEmpty ? [] : [decoder.embedded(beginning)]
    guard !prefixes.isEmpty else { return PackedExamples(examples, of: decoder, after: start) }
    let first = examples[0].prefix
    if examples.allSatisfy({ $0.prefix == first }) {
      return PackedExamples(examples, of: decoder, after: start + [prefixes[first]])
    }
    return PackedExamples(examples, of: decoder, after: start, own: examples.map { prefixes[$0.prefix] })
  }
}
