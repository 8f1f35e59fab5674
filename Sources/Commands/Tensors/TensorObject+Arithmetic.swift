import Script
import Tensors

extension TensorObject {
  package func applying(_ operation: Arithmetic, to right: Value) throws -> Value? {
    try Operand(right).map { try applied(operation, tensor, $0.tensor) }
  }

  /// Only numbers stand to the left here: between tensors the left one is asked.
  package func applying(_ operation: Arithmetic, from left: Value) throws -> Value? {
    try Operand(left).map { try applied(operation, $0.tensor, tensor) }
  }

  package func negated() throws -> Value? { Value(tensor.scaled(by: -1)) }
}

/// What an operator combines with a tensor: a number or another tensor.
private struct Operand {
  let tensor: Tensor

  init?(_ value: Value) throws {
    if let number = value.number {
      tensor = Tensor(try Float(element: number))
    } else if let object = value.object as? TensorObject {
      tensor = object.tensor
    } else {
      return nil
    }
  }
}

private func applied(_ operation: Arithmetic, _ left: Tensor, _ right: Tensor) throws -> Value {
  switch operation {
  case .add: try combined(.add, left, right, operation)
  case .subtract: try combined(.subtract, left, right, operation)
  case .multiply: try combined(.multiply, left, right, operation)
  case .divide: try combined(.divide, left, right, operation)
  case .product: try product(left, right)
  }
}

private func combined(
  _ operation: ElementwiseOperation, _ left: Tensor, _ right: Tensor, _ sign: Arithmetic
) throws -> Value {
  let mismatch = TensorError.broadcast(left.shape, right.shape, for: sign.rawValue)
  guard let shape = Shape.broadcast(left.shape, right.shape) else { throw mismatch }
  _ = try Shape(checking: shape.sizes)
  guard let result = left.combined(operation, with: right) else { throw mismatch }
  return Value(result)
}

/// The matrix product. A vector is a row at the left and a column at the right, and that axis is gone from the result.
private func product(_ left: Tensor, _ right: Tensor) throws -> Value {
  for shape in [left.shape, right.shape] where !(1...2).contains(shape.rank) { throw TensorError.product(shape) }
  let rightIsVector = right.shape.rank == 1
  guard left.columns == (rightIsVector ? right.columns : right.rows) else {
    throw TensorError.innerSizes(left.shape, right.shape)
  }
  let sizes = left.shape.sizes.dropLast() + (rightIsVector ? [] : [right.columns])
  let shape = sizes.isEmpty ? Shape([]) : try Shape(checking: Array(sizes))
  // A vector at the right is one row of weights; all four forms then add up in the order of the inner axis.
  let result =
    rightIsVector ? left.multiplied(byTransposeOf: WeightMatrix(right)) : left.multiplied(by: WeightMatrix(right))
  return Value(result.reshaped(shape))
}

extension Float {
  /// A number of the language as an element of a tensor, rounded to the nearest.
  init(element number: Double) throws(TensorError) {
    self.init(number)
    if isInfinite, number.isFinite { throw .element(number) }
  }
}
