import Tensors

extension Variable {
  /// The matrix product [rows × inner] by [inner × columns]; dA = dy · Bᵀ, dB = Aᵀ · dy.
  package func multiplied(by other: Variable) -> Variable {
    let b = isDifferentiable ? WeightMatrix(other.value) : nil
    let a = other.isDifferentiable ? value : nil
    return Variable(value.multiplied(by: WeightMatrix(other.value)), inputs: [self, other]) { dy in
      [b.map { dy.multiplied(byTransposeOf: $0) }, a?.transposedMultiplied(by: dy)]
    }
  }
}
