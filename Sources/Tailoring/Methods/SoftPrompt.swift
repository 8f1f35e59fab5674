import Gradients
import Models
import Tensors

/// A soft prompt: learned rows that a model reads with every question, as if they were tokens.
package struct SoftPrompt: Sendable {
  /// [length × width].
  package let rows: Tensor
  package let place: RowPlace

  package init(_ rows: Tensor, at place: RowPlace = .afterBeginning) {
    self.rows = rows
    self.place = place
  }

  /// A prompt of the embeddings of these tokens, one for each row, read where this one is read.
  package func discretised(to tokens: [Int], of model: LanguageModel) -> SoftPrompt {
    SoftPrompt(model.decoder.embedded(tokens).value, at: place)
  }
}

/// Where learned rows stand, in a model that reads a beginning token before every text; elsewhere both are the same.
package enum RowPlace: Equatable, Sendable {
  /// After the beginning token, where they are learned here.
  case afterBeginning
  /// Before the beginning token: PEFT puts rows before all of the tokenizer's tokens.
  case beforeBeginning
}

/// Rows [length × width] of a soft prompt that are used and no longer learned; equal when their bits are.
package struct FrozenRows: Equatable, Sendable {
  package let rows: Tensor

  package init(_ rows: Tensor) { self.rows = rows }

  package static func == (left: FrozenRows, right: FrozenRows) -> Bool { left.rows.hasSameBits(as: right.rows) }
}

/// Learns the rows of a soft prompt.
struct SoftPromptTuner: PrefixTuner {
  let length: Int

  var usualRate: Double { 0.02 }
  var prefixLengths: [Int] { [length] }

  func places(in decoder: Decoder) -> [NumberPlace] {
    [NumberPlace(name: "the rows", shape: [length, decoder.configuration.width])]
  }

  func start(
    _ model: LanguageModel, rows: StartingRows, examples: [EncodedExample], using generator: inout SeededGenerator
  ) -> [Tensor] {
    [rows.rows(length, of: model, examples: examples, using: &generator)]
  }

  func prefixes(_ numbers: [Variable]) -> [Variable] { [numbers[0]] }

  func learned(_ numbers: [Tensor]) -> LearnedNumbers { .softPrompt(SoftPrompt(numbers[0])) }
}

/// A method that learns rows in front of the input, or what makes them, the model frozen.
protocol PrefixTuner: Tuner {
  /// The rows [length × width] that numbers, given in the order of `places`, amount to, for each task.
  func prefixes(_ numbers: [Variable]) -> [Variable]
}

extension PrefixTuner {
  func tuned(_ decoder: Decoder, with numbers: [Variable]) -> TunedDecoder {
    TunedDecoder(decoder: decoder, prefixes: prefixes(numbers))
  }

  func operations(of step: StepCost) -> Double { step.throughAll }
}

/// What the rows of a soft prompt are before the first step.
package enum StartingRows: Equatable, Sendable {
  /// The embeddings of a text's tokens, repeated when there are too few.
  case text(String)
  /// The embeddings of random tokens of the examples: they lie where the model's own inputs lie.
  case vocabulary
  /// Numbers from a normal distribution with the embeddings' own spread.
  case random
  /// Rows that were learned for another task (SPoT, Vu et al. 2022), as many as there are to be.
  case rows(FrozenRows)

  /// The rows [length × width].
  func rows(
    _ length: Int, of model: LanguageModel, examples: [EncodedExample], using generator: inout SeededGenerator
  ) -> Tensor {
    switch self {
    case .text(let text):
      let tokens = model.tokenizer.encode(text)
      return model.decoder.embedded((0..<length).map { tokens[$0 % tokens.count] }).value
    case .vocabulary:
      let used = Set(examples.flatMap { $0.question + $0.answer }).sorted()
      return model.decoder.embedded((0..<length).map { _ in used[generator.below(used.count)] }).value
    case .random:
      let sample = model.decoder.embedded((0..<256).map { _ in generator.below(model.tokenizer.count) }).value
      let spread = Double(sample.dot(sample) / Float(sample.count)).squareRoot()
      let width = model.configuration.width
      return Tensor((0..<length * width).map { _ in Float(generator.normal() * spread) }, shape: [length, width])
    case .rows(let rows): return rows.rows
    }
  }
}
