import Gradients
import Tensors

/// What a forward pass needs to know about its rows: their positions, and what each attends to.
struct Pass {
  /// The angles of layers that attend to everything, and of sliding ones.
  let angles: RotaryAngles
  let slidingAngles: RotaryAngles
  let reach: Reach

  enum Reach {
    /// The rows follow what a cache holds; it then holds them too.
    case following(KeyValueCache)
    /// The rows are a batch of sequences, each reaching its prefix and itself.
    case packed(Packing)
  }

  /// Attention in layer `layer`.
  func attended(
    queries: Variable, keys: Variable, values: Variable, layer: Int, size: Int, window: Int?, scale: Float
  ) -> Variable {
    switch reach {
    case .following(let cache):
      let memory = cache.layers[layer]
      memory.append(keys: keys.value, values: values.value)
      return Variable(memory.attended(by: queries.value, window: window, scale: scale))
    case .packed(let packing):
      return queries.attending(
        keys: keys, values: values, packing: packing, size: size, window: window, scale: scale)
    }
  }
}
