/// An operation on two numbers that tensors carry out element by element, each result rounded once (IEEE 754); a power
/// is computed in double precision before.
package enum ElementwiseOperation: Sendable, CaseIterable {
  case add, subtract, multiply, divide, power
}

extension Tensor {
  /// Elements combined one by one after both tensors have been broadcast to one shape; `nil` when their shapes do not
  /// fit.
  ///
  /// A number divided by zero is infinite, zero divided by zero is not a number.
  package func combined(_ operation: ElementwiseOperation, with other: Tensor) -> Tensor? {
    switch operation {
    case .add: broadcasting(with: other) { $0 + $1 }
    case .subtract: broadcasting(with: other) { $0 - $1 }
    case .multiply: broadcasting(with: other) { $0 * $1 }
    case .divide: broadcasting(with: other) { $0 / $1 }
    case .power: broadcasting(with: other) { Float(ScalarMath.raise(Double($0), to: Double($1))) }
    }
  }

  /// Elements combined one by one by a function, as ``combined(_:with:)``.
  @inline(__always)
  package func broadcasting(with other: Tensor, _ combine: (Float, Float) -> Float) -> Tensor? {
    guard let shape = Shape.broadcast(shape, other.shape) else { return nil }
    let (left, right) = (Walk(of: self.shape, broadcastTo: shape), Walk(of: other.shape, broadcastTo: shape))
    let (a, b, columns) = (floats, other.floats, shape.columns)
    let result = Tensor(shape: shape) { y in
      Compute.current.eachRow(shape.rows, of: columns) { row in
        let (i, j, k) = (left.start(ofRow: row), right.start(ofRow: row), row * columns)
        for column in 0..<columns { y[k + column] = combine(a[i + column * left.inner], b[j + column * right.inner]) }
      }
    }
    withExtendedLifetime((self, other)) {}
    return result
  }
}
