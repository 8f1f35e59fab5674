import Gradients
import Script
import Tensors

extension TensorObject {
  package func applying(_ operation: Arithmetic, to right: Value) throws -> Value? {
    try operand(right).map { try applied(operation, variable, $0) }
  }

  /// Only numbers stand to the left here: between tensors the left one is asked.
  package func applying(_ operation: Arithmetic, from left: Value) throws -> Value? {
    try operand(left).map { try applied(operation, $0, variable) }
  }

  package func negated() throws -> Value? { Value(variable.scaled(by: -1)) }
}

/// What an operator combines with a tensor: a number or another tensor.
private func operand(_ value: Value) throws -> Variable? {
  value.number == nil && !(value.object is TensorObject) ? nil : try Variable(value)
}

private func applied(_ operation: Arithmetic, _ left: Variable, _ right: Variable) throws -> Value {
  switch operation {
  case .add: try Value(left.combined(.add, with: right, for: operation.rawValue))
  case .subtract: try Value(left.combined(.subtract, with: right, for: operation.rawValue))
  case .multiply: try Value(left.combined(.multiply, with: right, for: operation.rawValue))
  case .divide: try Value(left.combined(.divide, with: right, for: operation.rawValue))
  case .product: try product(left, right)
  }
}

extension Variable {
  /// Elements combined one by one, for an operator or a command; throws when the shapes don't line up, or to one that
  /// is too large.
  func combined(
    _ operation: ElementwiseOperation, with other: Variable, for name: String
  ) throws(TensorError) -> Variable {
    let mismatch = TensorError.broadcast(shape, other.shape, for: name)
    guard let result = Shape.broadcast(shape, other.shape) else { throw mismatch }
    if result.rank > 0 { _ = try Shape(checking: result.sizes) }
    guard let combined = combined(operation, with: other) else { throw mismatch }
    return combined
  }
}

/// The matrix product. A vector is a row at the left and a column at the right, and that axis is gone from the result.
private func product(_ left: Variable, _ right: Variable) throws -> Value {
  for shape in [left.shape, right.shape] where !(1...2).contains(shape.rank) { throw TensorError.product(shape) }
  let rightIsVector = right.shape.rank == 1
  guard left.shape.columns == (rightIsVector ? right.shape.columns : right.shape.rows) else {
    throw TensorError.innerSizes(left.shape, right.shape)
  }
  let sizes = left.shape.sizes.dropLast() + (rightIsVector ? [] : [right.shape.columns])
  let shape = sizes.isEmpty ? Shape([]) : try Shape(checking: Array(sizes))
  // A vector at the right is one row of weights; all four forms then add up in the order of the inner axis.
  let (rows, matrix) = (left.asRows, right.asRows)
  let result = rightIsVector ? rows.multiplied(byTransposeOf: .learned(matrix)) : rows.multiplied(by: matrix)
  return Value(result.reshaped(shape))
}

extension Variable {
  /// A matrix as it is, a vector as the only row of one.
  fileprivate var asRows: Variable { reshaped([shape.rows, shape.columns]) }
}

extension Float {
  /// A number of the language as an element of a tensor, rounded to the nearest.
  init(element number: Double) throws(TensorError) {
    self.init(number)
    if isInfinite, number.isFinite { throw .element(number) }
  }
}
