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
  private func broadcasting(with other: Tensor, _ combine: (Float, Float) -> Float) -> Tensor? {
    Shape.broadcast(shape, other.shape).map { broadcasting(with: other, to: $0, combine) }
  }

  @inline(__always)
  private func broadcasting(with other: Tensor, to shape: Shape, _ combine: (Float, Float) -> Float) -> Tensor {
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

// The same for shapes that are known to fit, as in derivatives: others are a programmer's mistake and trap.
extension Tensor {
  package static func + (a: Tensor, b: Tensor) -> Tensor { a.combined("a sum", with: b) { $0 + $1 } }
  package static func - (a: Tensor, b: Tensor) -> Tensor { a.combined("a difference", with: b) { $0 - $1 } }
  package static func * (a: Tensor, b: Tensor) -> Tensor { a.combined("a product", with: b) { $0 * $1 } }
  package static func / (a: Tensor, b: Tensor) -> Tensor { a.combined("a quotient", with: b) { $0 / $1 } }

  /// Elements combined one by one by a function, after both tensors have been broadcast to one shape.
  ///
  /// - Parameter name: What is formed, with its article, for the sentence of the trap.
  @inline(__always)
  package func combined(_ name: String, with other: Tensor, _ combine: (Float, Float) -> Float) -> Tensor {
    guard let shape = Shape.broadcast(shape, other.shape) else {
      fatalError("\(name) of \(shape) and \(other.shape): the shapes can't be broadcast to one")
    }
    return broadcasting(with: other, to: shape, combine)
  }
}

extension Tensor {
  /// Every element times `factor`.
  package func scaled(by factor: Float) -> Tensor {
    factor == 1 ? self : Tensor(shape: shape) { y in for i in 0..<count { y[i] = floats[i] * factor } }
  }
}

/// A function of one number that tensors apply to every element, in double precision and rounded once.
package struct ElementwiseFunction: Sendable {
  /// Its name in the field: `exp`.
  package let name: String
  /// f(x).
  package let value: @Sendable (_ x: Double) -> Double
  /// f′(x), from x and y = f(x). At a corner it is 0.
  package let slope: @Sendable (_ x: Double, _ y: Double) -> Double

  /// eˣ.
  package static let exp = ElementwiseFunction(name: "exp", value: { ScalarMath.exp($0) }, slope: { _, y in y })

  /// The natural logarithm.
  package static let log = ElementwiseFunction(
    name: "log", value: { ScalarMath.log($0) }, slope: { x, y in y.isNaN ? y : 1 / x })

  /// √x.
  package static let sqrt = ElementwiseFunction(
    name: "sqrt", value: { $0.squareRoot() }, slope: { _, y in 1 / (2 * y) })

  /// The hyperbolic tangent.
  package static let tanh = ElementwiseFunction(
    name: "tanh", value: { ScalarMath.tanh($0) }, slope: { _, y in 1 - y * y })

  /// 1 / (1 + e⁻ˣ).
  package static let sigmoid = ElementwiseFunction(
    name: "sigmoid", value: { 1 / (1 + ScalarMath.exp(-$0)) }, slope: { _, y in y * (1 - y) })

  /// x above 0, else 0.
  package static let relu = ElementwiseFunction(
    name: "relu", value: { $0 <= 0 ? 0 : $0 }, slope: { x, _ in x <= 0 ? 0 : 1 })

  /// |x|.
  package static let abs = ElementwiseFunction(
    name: "abs", value: { $0.magnitude }, slope: { x, _ in x == 0 ? 0 : x < 0 ? -1 : 1 })
}

extension Tensor {
  /// f(x) of every element.
  package func mapped(_ function: ElementwiseFunction) -> Tensor {
    mapRows { x, y in for i in 0..<columns { y[i] = Float(function.value(Double(x[i]))) } }
  }

  /// f′(x) of every element.
  package func slopes(_ function: ElementwiseFunction) -> Tensor {
    mapRows { x, y in
      for i in 0..<columns {
        let x = Double(x[i])
        y[i] = Float(function.slope(x, function.value(x)))
      }
    }
  }
}
