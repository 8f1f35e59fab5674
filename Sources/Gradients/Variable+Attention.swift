import Tensors

extension Variable {
  /// Attention within the sequences of a packed batch: the receiver holds the queries. The weights are computed again
  /// on the way back, not kept.
  package func attending(
    keys: Variable, values: Variable, packing: Packing, size: Int, window: Int?, scale: Float
  ) -> Variable {
    let attention = PackedAttention(
      queries: value, keys: keys.value, values: values.value, packing: packing, size: size, window: window, scale: scale
    )
    return Variable(attention.output(), inputs: [self, keys, values]) { dy in
      let (dq, dk, dv) = attention.gradients(of: dy)
      return [dq, dk, dv]
    }
  }
}
