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
        [z.map { (dy * $0).summed(to: left) }, x.map { (dy * $0).summed(to: right) }]
      }
    case .divide:
      // d (x / z) = dx / z − x dz / z²
      let (z, quotient) = (other.value, needsRight ? y : nil)
      return Variable(y, inputs: inputs) { dy in
        let dx = dy / z
        return [dx.summed(to: left), quotient.map { (dx * $0).summed(to: right).scaled(by: -1) }]
      }
    case .power:
      // d xᶻ = z xᶻ⁻¹ dx + xᶻ log x dz, and no slope in z at x = 0.
      let (x, z) = (value, other.value)
      return Variable(y, inputs: inputs) { dy in
        let byBase = needsLeft ? x.combined("a slope", with: z, slopeByBase) : nil
        let byExponent = needsRight ? x.combined("a slope", with: z, slopeByExponent) : nil
        return [byBase.map { ($0 * dy).summed(to: left) }, byExponent.map { ($0 * dy).summed(to: right) }]
      }
    }
  }

  /// The sum with another of the same shape; both get the gradient as it is.
  package func added(to other: Variable) -> Variable {
    Variable(value.added(to: other.value), inputs: [self, other]) { dy in [dy, dy] }
  }

  /// Every element times a number.
  package func scaled(by factor: Float) -> Variable {
    factor == 1 ? self : Variable(value.scaled(by: factor), inputs: [self]) { dy in [dy.scaled(by: factor)] }
  }

  /// f(x) of every element; dx = f′(x) dy.
  package func mapped(_ function: ElementwiseFunction) -> Variable {
    let x = value
    return Variable(x.mapped(function), inputs: [self]) { dy in
      [x.slopes(function) * dy]
    }
  }
}

private func slopeByBase(_ x: Float, _ z: Float) -> Float {
  z == 0 ? 0 : Float(Double(z) * ScalarMath.raise(Double(x), to: Double(z) - 1))
}

private func slopeByExponent(_ x: Float, _ z: Float) -> Float {
  x == 0 && z >= 0 ? 0 : Float(ScalarMath.raise(Double(x), to: Double(z)) * ScalarMath.log(Double(x)))
}
