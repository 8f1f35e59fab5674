import Gradients
import Tensors

extension Decoder {
  /// The rows of a text [positions × width] on their way through the layers: as they go into the first one, then as
  /// they come out of each.
  ///
  /// - Parameter check: Called before each layer; an error it throws is rethrown.
  package func stream(_ rows: Variable, check: () throws -> Void = {}) rethrows -> [Variable] {
    let packing = Packing(lengths: [rows.value.rows])
    var stream = [positioned(rows, at: packing.positions)]
    _ = try hidden(rows, positions: packing.positions, reach: .packed(packing), check: check) { stream.append($0) }
    return stream
  }

  /// What the positions of a text attend to in a layer [heads × positions × positions]: each row sums to 1 over the
  /// position itself and those before it that the layer's window reaches.
  ///
  /// - Parameters:
  ///   - layer: The layer's index.
  ///   - rows: What goes into it, from `stream`.
  package func attentionWeights(ofLayer layer: Int, for rows: Variable) -> Tensor {
    let packing = Packing(lengths: [rows.value.rows])
    let pass = pass(at: packing.positions, reach: .packed(packing))
    let attention = layers[layer].attention
    let (queries, keys, _) = attention.projected(layers[layer].attentionNorm?(rows) ?? rows, pass, layer: layer)
    return queries.value.attentionWeights(
      keys: keys.value, size: attention.paddedSize, window: configuration.window(ofLayer: layer),
      scale: attention.scale, cap: attention.cap)
  }
}
