import Gradients
import Tensors

/// What a forward pass needs to know about its rows: their positions, and what each attends to.
struct Pass {
  /// The angles of layers that attend to everything, and of sliding ones.
  let angles: RotaryAngles
  let slidingAngles: RotaryAngles
  let reach: Reach

  enum Reach {
    /// So many rows follow what each cache holds; it then holds them too.
    case following([(cache: KeyValueCache, rows: Int)])
    /// The rows are a batch of sequences, each reaching its prefix and itself.
    case packed(Packing)
  }

  /// Attention in layer `layer`.
  func attended(
    queries: Variable, keys: Variable, values: Variable, layer: Int, size: Int, window: Int?, scale: Float
  ) -> Variable {
    switch reach {
    case .following(let caches):
      let memories = caches.map { (memory: $0.cache.layers[layer], rows: $0.rows) }
      var row = 0
      for (memory, rows) in memories {
        memory.append(keys: keys.value.rows(row..<row + rows), values: values.value.rows(row..<row + rows))
        row += rows
      }
      return Variable(AttentionMemory.attended(by: queries.value, memories, window: window, scale: scale))
    case .packed(let packing):
      return queries.attending(
        keys: keys, values: values, packing: packing, size: size, window: window, scale: scale)
    }
  }
}
