import Models
import Tensors

extension TuningMethod {
  /// The floating-point operations of a training step, a multiplication and an addition counted as two, from shapes
  /// alone.
  ///
  /// The way forward is what `Decoder.operations` counts. The way back through a product to its input takes as many
  /// again, and to its learned weights as many once more; attention takes twice as many back. A low-rank update of a
  /// map takes 2 · rank · (inputs + outputs) a row, three times in all. The optimiser is not counted.
  func operations(in decoder: Decoder, packing: Packing, predictions: Int) -> Double {
    let (rows, pairs) = (packing.rowCount, Self.pairs(packing))
    let forward = decoder.operations(rows: rows, attended: pairs, predictions: predictions)
    let attention = decoder.operations(ofAttended: pairs)
    let throughAll = 2 * forward + Double(decoder.layers.count) * attention
    switch self {
    case .softPrompt, .universalPrompt, .taskFactors, .nextPrompt: return throughAll
    case .lowRank(let rank, _, let projections):
      return decoder.layers.reduce(throughAll) { sum, layer in
        projections.reduce(sum) { $0 + 6 * Double(rank * (layer[$1].inputs + layer[$1].outputs)) * Double(rows) }
      }
    case .weights(let count):
      let head = decoder.operations(ofPredictions: predictions)
      return decoder.layers.suffix(count ?? decoder.layers.count)
        .reduce(forward + (count == nil ? 2 * head : head)) { sum, layer in
          sum + 2 * (layer.operations(ofRows: rows) + attention)
        }
    }
  }

  /// How many positions the rows of a batch attend to together.
  private static func pairs(_ packing: Packing) -> Int {
    func triangle(_ count: Int) -> Int { count * (count + 1) / 2 }
    return packing.lengths.reduce(triangle(packing.prefix)) { $0 + triangle($1) + $1 * packing.prefix }
  }
}
