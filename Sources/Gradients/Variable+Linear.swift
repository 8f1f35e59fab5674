import Tensors

/// The weights of a linear map [outputs × inputs]: a frozen matrix, read as it is stored, or one that is learned.
package enum Weights: Sendable {
  case frozen(WeightMatrix)
  case learned(Variable)

  /// The matrix as products read it.
  package var matrix: WeightMatrix {
    switch self {
    case .frozen(let matrix): matrix
    case .learned(let variable): WeightMatrix(variable.value)
    }
  }

  package var variable: Variable? {
    if case .learned(let variable) = self { variable } else { nil }
  }
}

extension Variable {
  /// x · Wᵀ for several maps of the same input. dx = Σ dy · W; a learned map's dW = dyᵀ · x, and a frozen one's is
  /// never made.
  package func multiplied(byTransposesOf weights: [Weights]) -> [Variable] {
    let matrices = weights.map(\.matrix)
    let results = value.multiplied(byTransposesOf: matrices)
    let x = value
    let needsInput = isDifferentiable
    return zip(results, weights).map { result, weights in
      let matrix = weights.matrix
      let inputs = [self] + (weights.variable.map { [$0] } ?? [])
      return Variable(result, inputs: inputs) { dy in
        let dx = needsInput ? dy.multiplied(by: matrix) : nil
        return weights.variable == nil ? [dx] : [dx, dy.transposedMultiplied(by: x)]
      }
    }
  }

  /// x · Wᵀ.
  package func multiplied(byTransposeOf weights: Weights) -> Variable { multiplied(byTransposesOf: [weights])[0] }

  /// The matrix product [rows × inner] by [inner × columns]; dA = dy · Bᵀ, dB = Aᵀ · dy.
  package func multiplied(by other: Variable) -> Variable {
    let b = isDifferentiable ? WeightMatrix(other.value) : nil
    let a = other.isDifferentiable ? value : nil
    return Variable(value.multiplied(by: WeightMatrix(other.value)), inputs: [self, other]) { dy in
      [b.map { dy.multiplied(byTransposeOf: $0) }, a?.transposedMultiplied(by: dy)]
    }
  }
}
