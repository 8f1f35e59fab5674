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
  /// Rows that were learned for another task (SPoT, Vu et al. 2022), as many as there are to be.
  case rows(FrozenRows)
}

extension TuningMethod {
  /// The learned numbers before the first step.
  ///
  /// LoRA begins as no change at all: B is zero, A uniform in ±1/√inputs, as PEFT's. So does nearly a universal
  /// prompt: the product of a task's factors is about 1 everywhere. (PEFT's, near 0, makes all tasks' rows almost 0.)
  func start(
    _ model: LanguageModel, rows: StartingRows, examples: [EncodedExample], using generator: inout SeededGenerator
  ) -> [Tensor] {
    let decoder = model.decoder
    switch self {
    case .softPrompt(let length), .nextPrompt(let length, _):
      return [Self.rows(rows, length, model, examples, &generator)]
    case .universalPrompt(let length, let rank, let tasks):
      let rows = Self.rows(rows, length, model, examples, &generator)
      return [
        rows, Self.numbers(around: 1, [tasks.count, length, rank], &generator),
        Self.numbers(around: 1 / Double(rank), [tasks.count, rank, rows.columns], &generator),
      ]
    case .taskFactors(let shared): return [shared.rowFactors.rows, shared.columnFactors.rows]
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
    case .rows(let rows): return rows.rows
    }
  }

  /// Numbers close to one, a little apart by chance, without which the parts of a product would stay the same.
  private static func numbers(around mean: Double, _ shape: Shape, _ generator: inout SeededGenerator) -> Tensor {
    Tensor((0..<shape.count).map { _ in Float(mean + 0.02 * generator.normal()) }, shape: shape)
  }
}
