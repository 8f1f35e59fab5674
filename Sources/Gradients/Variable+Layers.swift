import Tensors

extension Variable {
  /// RMS norm of every row. With s = 1/√(mean(x²) + ε) and g = dy · w: dx = s (g − x s² mean(g x)), dw = Σ dy · x · s.
  package func rmsNormed(weights: Variable, epsilon: Float) -> Variable {
    let (x, w) = (value, weights.value)
    return Variable(x.rmsNormed(weights: w, epsilon: epsilon), inputs: [self, weights]) { dy in
      let (dx, dw) = x.rmsNormGradients(weights: w, epsilon: epsilon, dy: dy, ofWeights: weights.isDifferentiable)
      return [dx, dw]
    }
  }

  /// f(self) · up: d self = dy · up · f′(self), d up = dy · f(self).
  package func gated(up: Variable, activation: Activation) -> Variable {
    let (gate, upValue) = (value, up.value)
    return Variable(gate.gated(up: upValue, activation: activation), inputs: [self, up]) { dy in
      let (dGate, dUp) = gate.gateGradients(up: upValue, activation: activation, dy: dy)
      return [dGate, dUp]
    }
  }

  /// The heads in each row turned for the row's position; the gradient turns back.
  package func rotated(by angles: RotaryAngles) -> Variable {
    Variable(value.rotated(by: angles), inputs: [self]) { dy in [dy.rotated(by: angles.reversed)] }
  }

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
