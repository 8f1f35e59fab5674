import Tensors

extension Variable {
  /// Elements combined one by one after both have been broadcast to one shape; `nil` when their shapes do not fit.
  ///
  /// Where an input was repeated, its gradient is the sum over the repetitions.
  package func combined(_ operation: ElementwiseOperation, with other: Variable) -> Variable? {
    guard let y = value.combined(operation, with: other.value) else { return nil }
    let inputs = [self, other]
    let (left, right) = (shape, other.shape)
    let (needsLeft, needsRight) = (isDifferentiable, other.isDifferentiable)
    switch operation {
    case .add:
      return Variable(y, inputs: inputs) { dy in [dy.summed(to: left), dy.summed(to: right)] }
    case .subtract:
      return Variable(y, inputs: inputs) { dy in [dy.summed(to: left), dy.summed(to: right).scaled(by: -1)] }
    case .multiply:
      let (z, x) = (needsLeft ? other.value : nil, needsRight ? value : nil)
      return Variable(y, inputs: inputs) { dy in
        [
          z.flatMap { dy.combined(.multiply, with: $0)?.summed(to: left) },
          x.flatMap { dy.combined(.multiply, with: $0)?.summed(to: right) },
        ]
      }
    case .divide:
      // d (x / z) = dx / z − x dz / z²
      let (z, quotient) = (other.value, needsRight ? y : nil)
      return Variable(y, inputs: inputs) { dy in
        let dx = dy.combined(.divide, with: z)
        let dz = quotient.flatMap { dx?.combined(.multiply, with: $0) }
        return [dx?.summed(to: left), dz?.summed(to: right).scaled(by: -1)]
      }
    case .power:
      // d xᶻ = z xᶻ⁻¹ dx + xᶻ log x dz, and no slope in z at x = 0.
      let (x, z) = (value, other.value)
      return Variable(y, inputs: inputs) { dy in
        let byBase = needsLeft ? x.broadcasting(with: z, slopeByBase) : nil
        let byExponent = needsRight ? x.broadcasting(with: z, slopeByExponent) : nil
        return [
          byBase?.combined(.multiply, with: dy)?.summed(to: left),
          byExponent?.combined(.multiply, with: dy)?.summed(to: right),
        ]
      }
    }
  }

  /// f(x) of every element; dx = f′(x) dy.
  package func mapped(_ function: ElementwiseFunction) -> Variable {
    let x = value
    return Variable(x.mapped(function), inputs: [self]) { dy in
      [x.slopes(function).combined(.multiply, with: dy)]
    }
  }
}

private func slopeByBase(_ x: Float, _ z: Float) -> Float {
  z == 0 ? 0 : Float(Double(z) * ScalarMath.raise(Double(x), to: Double(z) - 1))
}

private func slopeByExponent(_ x: Float, _ z: Float) -> Float {
  x == 0 && z >= 0 ? 0 : Float(ScalarMath.raise(Double(x), to: Double(z)) * ScalarMath.log(Double(x)))
}
