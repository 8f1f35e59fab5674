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

  /// Every row less its mean; the gradient loses its mean, too.
  package func centred() -> Variable {
    Variable(value.centred(), inputs: [self]) { dy in [dy.centred()] }
  }

  /// Every row plus the same numbers, which get the sum of the rows' gradients.
  package func adding(toEachRow bias: Variable) -> Variable {
    let shape = bias.shape
    let isLearned = bias.isDifferentiable
    return Variable(value.adding(toEachRow: bias.value), inputs: [self, bias]) { dy in
      [dy, isLearned ? dy.sum(axis: 0).reshaped(shape) : nil]
    }
  }

  /// cap · tanh(x / cap) of every element, y; dx = (1 − (y / cap)²) dy.
  package func capped(at cap: Float) -> Variable {
    let y = value.capped(at: cap)
    return Variable(y, inputs: [self]) { dy in [y.capGradient(cap, dy)] }
  }

  /// Every row with zeros behind it, or less what is behind, up to a number of columns.
  package func withColumns(_ count: Int) -> Variable {
    let before = value.columns
    return Variable(value.withColumns(count), inputs: [self]) { dy in [dy.withColumns(before)] }
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
    keys: Variable, values: Variable, packing: Packing, size: Int, window: Int?, scale: Float,
    cap: Float = 0
  ) -> Variable {
    let attention = PackedAttention(
      queries: value, keys: keys.value, values: values.value, packing: packing, size: size, window: window,
      scale: scale,
      cap: cap)
    return Variable(attention.output(), inputs: [self, keys, values]) { dy in
      let (dq, dk, dv) = attention.gradients(of: dy)
      return [dq, dk, dv]
    }
  }
}
