import Gradients
import Models
import Tensors

/// What the rows of a soft prompt are before the first step.
package enum StartingRows: Equatable, Sendable {
  /// The embeddings of a text's tokens, from the beginning again when there are too few.
  case text(String)
  /// The embeddings of tokens that the examples use, chosen by chance: they lie where the model's own inputs lie.
  case vocabulary
  /// Numbers from a normal distribution with the embeddings' own spread.
  case random
}

extension TuningMethod {
  /// The learned numbers before the first step.
  ///
  /// LoRA begins as no change at all: B is zero, A uniform in ±1/√inputs, as PEFT's.
  func start(
    _ model: LanguageModel, rows: StartingRows, examples: [EncodedExample], using generator: inout SeededGenerator
  ) -> [Tensor] {
    let decoder = model.decoder
    switch self {
    case .softPrompt(let length):
      return [Self.rows(rows, length, model, examples, &generator)]
    case .lowRank(let rank, _, let projections):
      return decoder.layers.flatMap { layer in
        projections.flatMap { projection -> [Tensor] in
          let map = layer[projection]
          let bound = 1 / Double(map.inputs).squareRoot()
          let a = (0..<rank * map.inputs).map { _ in Float((2 * generator.uniform() - 1) * bound) }
          return [Tensor(a, shape: [rank, map.inputs]), Tensor(repeating: 0, shape: [map.outputs, rank])]
        }
      }
    case .weights(let layers):
      return WeightPlace.all(of: decoder, layers: layers).map { decoder.weights(at: $0) }
    }
  }

  private static func rows(
    _ start: StartingRows, _ length: Int, _ model: LanguageModel, _ examples: [EncodedExample],
    _ generator: inout SeededGenerator
  ) -> Tensor {
    switch start {
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
    }
  }
}
