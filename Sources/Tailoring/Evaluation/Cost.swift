import Models
import Tensors

extension Decoder {
  /// The floating-point operations of reading rows and predicting tokens, a multiplication and an addition counted as
  /// two, from shapes alone: those of the layers' products, of attention in each layer, and of predictions. Norms,
  /// activations and rotations are not counted: they grow with the width, not with its square. Nor is a window that is
  /// shorter than a text.
  ///
  /// - Parameters:
  ///   - rows: The rows that are read.
  ///   - attended: How many positions they attend to, together.
  ///   - predictions: The tokens that are predicted.
  package func operations(rows: Int, attended: Int, predictions: Int) -> Double {
    layers.reduce(operations(ofPredictions: predictions)) { sum, layer in
      sum + layer.operations(ofRows: rows) + operations(ofAttended: attended)
    }
  }

  /// 2 · width · vocabulary for each token that is predicted.
  func operations(ofPredictions count: Int) -> Double {
    2 * Double(configuration.width * configuration.vocabulary) * Double(count)
  }

  /// 4 · heads · head size for each position that a row attends to in a layer.
  func operations(ofAttended count: Int) -> Double {
    4 * Double(configuration.heads * configuration.headSize) * Double(count)
  }
}

extension DecoderLayer {
  /// 2 for each number in the matrices, and 2 · rank · (inputs + outputs) for a low-rank update, a row.
  func operations(ofRows count: Int) -> Double {
    projections.reduce(0) { sum, projection in
      let map = self[projection]
      let update = map.update.map { $0.a.value.rows * (map.inputs + map.outputs) } ?? 0
      return sum + 2 * Double(map.inputs * map.outputs + update) * Double(count)
    }
  }
}

extension TailoredModel {
  /// What reading a text and answering takes, counted from shapes.
  package struct ReadingCost: Equatable, Sendable {
    /// The positions that the text takes, and how many of them are learned rows.
    package let positions: Int
    package let learnedRows: Int
    /// The floating-point operations until the first token of the answer is known.
    package let operations: Double
    /// Those of the next token.
    package let operationsPerToken: Double
    /// The bytes of the keys and values that are kept of all these positions.
    package let cacheBytes: Int
  }

  /// The cost of a text.
  package func cost(of text: ModelInput) -> ReadingCost {
    let (count, decoder, configuration) = (text.count, model.decoder, model.configuration)
    let learnedRows = text.contents.count { if case .row = $0 { true } else { false } }
    return ReadingCost(
      positions: count, learnedRows: learnedRows,
      operations: decoder.operations(rows: count, attended: count * (count + 1) / 2, predictions: 1),
      operationsPerToken: decoder.operations(rows: 1, attended: count + 1, predictions: 1),
      cacheBytes: 8 * configuration.layers * configuration.keyValueHeads * configuration.headSize * count)
  }
}
