import Gradients
import Models
import Tensors

/// Learns rows after those of earlier tasks, which stay as they are.
struct NextPromptTuner: PrefixTuner {
  let length: Int
  let earlier: FrozenRows

  var usualRate: Double { 0.02 }
  var prefixLengths: [Int] { [length + earlier.rows.rows] }

  func places(in decoder: Decoder) -> [NumberPlace] {
    [NumberPlace(name: "the rows", shape: [length, decoder.configuration.width])]
  }

  func start(
    _ model: LanguageModel, rows: StartingRows, examples: [EncodedExample], using generator: inout SeededGenerator
  ) -> [Tensor] {
    [rows.rows(length, of: model, examples: examples, using: &generator)]
  }

  func prefixes(_ numbers: [Variable]) -> [Variable] { [.concatenating([Variable(earlier.rows), numbers[0]])] }

  /// All rows are one soft prompt.
  func learned(_ numbers: [Tensor]) -> LearnedNumbers {
    .softPrompt(SoftPrompt(prefixes(numbers.map { Variable($0) })[0].value))
  }
}
