import Tensors

extension Variable {
  /// The sum with another of the same shape; both get the gradient as it is.
  package func added(to other: Variable) -> Variable {
    Variable(value.added(to: other.value), inputs: [self, other]) { dy in [dy, dy] }
  }

  /// Every element times a number.
  package func scaled(by factor: Float) -> Variable {
    factor == 1 ? self : Variable(value.scaled(by: factor), inputs: [self]) { dy in [dy.scaled(by: factor)] }
  }

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

  /// The same elements in another shape.
  package func reshaped(_ shape: Shape) -> Variable {
    let before = value.shape
    return Variable(value.reshaped(shape), inputs: [self]) { dy in [dy.reshaped(before)] }
  }

  /// The rows of several, one after the other.
  package static func concatenating(_ parts: [Variable]) -> Variable {
    let counts = parts.map(\.value.rows)
    return Variable(Tensor.concatenatingRows(parts.map(\.value)), inputs: parts) { dy in
      var start = 0
      return counts.map { count in
        defer { start += count }
        return dy.rows(start..<start + count)
      }
    }
  }
}
