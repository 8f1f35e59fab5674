import Models
import Tensors

extension TuningMethod {
  /// The floating-point operations of a training step, a multiplication and an addition counted as two, from shapes
  /// alone.
  ///
  /// Reading a row takes 2 for each number in the layers' matrices, and 4 · heads · head size in each layer for each
  /// position that it attends to; predicting a token 2 · width · vocabulary. The way back through a product to its
  /// input takes as many again, and to its learned weights as many once more; attention takes twice as many back. A
  /// low-rank update of a map takes 2 · rank · (inputs + outputs) a row, three times in all. Norms, activations,
  /// rotations and the optimiser are not counted: they grow with the width, not with its square. Nor is a window that
  /// is shorter than a text.
  func operations(in decoder: Decoder, packing: Packing, predictions: Int) -> Double {
    let configuration = decoder.configuration
    let rows = Double(packing.rowCount)
    let pairs = Self.pairs(packing)
    let attention = 4 * Double(configuration.heads * configuration.headSize) * pairs
    let head = 2 * Double(configuration.width * configuration.vocabulary) * Double(predictions)
    func products(_ layer: DecoderLayer) -> Double {
      Projection.allCases.reduce(0) { $0 + 2 * Double(layer[$1].inputs * layer[$1].outputs) } * rows
    }
    let forward = decoder.layers.reduce(head) { $0 + products($1) + attention }
    switch self {
    case .softPrompt, .universalPrompt, .taskFactors, .nextPrompt:
      return forward + decoder.layers.reduce(head) { $0 + products($1) + 2 * attention }
    case .lowRank(let rank, _, let projections):
      let updates = decoder.layers.reduce(0.0) { sum, layer in
        projections.reduce(sum) { $0 + 6 * Double(rank * (layer[$1].inputs + layer[$1].outputs)) * rows }
      }
      return forward + updates + decoder.layers.reduce(head) { $0 + products($1) + 2 * attention }
    case .weights(let count):
      let learned = decoder.layers.suffix(count ?? decoder.layers.count)
      return forward + learned.reduce(count == nil ? 2 * head : head) { $0 + 2 * products($1) + 2 * attention }
    }
  }

  /// How many positions the rows of a batch attend to together.
  private static func pairs(_ packing: Packing) -> Double {
    func triangle(_ count: Int) -> Double { Double(count) * Double(count + 1) / 2 }
    return packing.lengths.reduce(triangle(packing.prefix)) { $0 + triangle($1) + Double($1) * Double(packing.prefix) }
  }
}
