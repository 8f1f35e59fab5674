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
