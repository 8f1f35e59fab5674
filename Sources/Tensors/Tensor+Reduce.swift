extension Tensor {
  /// Σ x over all elements, in double precision and in their order: one result on every machine.
  package func sum() -> Double { folded { $0 + $1 } }

  /// Σ x² over all elements, in double precision and in their order.
  package func sumOfSquares() -> Double { folded { $0.addingProduct($1, $1) } }

  /// Σ x along an axis, which is gone from the result: [… × axis × …] gives [… × …]. Added up in double precision and
  /// in order, and rounded once.
  package func sum(axis: Int) -> Tensor { folded(axis, { $0 + $1 }, finish: { $0 }) }

  /// The mean along an axis, Σ x / size, as ``sum(axis:)``.
  package func mean(axis: Int) -> Tensor {
    let size = Double(shape[axis])
    return folded(axis, { $0 + $1 }, finish: { $0 / size })
  }

  /// The Euclidean norm along an axis, √ Σ x², as ``sum(axis:)``.
  package func norm(axis: Int) -> Tensor { folded(axis, { $0.addingProduct($1, $1) }, finish: { $0.squareRoot() }) }

  @inline(__always)
  private func folded(_ next: (_ total: Double, _ x: Double) -> Double) -> Double {
    var total = 0.0
    for i in 0..<count { total = next(total, Double(floats[i])) }
    return total
  }

  /// Folds an axis. The totals of all its neighbours grow side by side, so that memory is read in order.
  @inline(__always)
  private func folded(
    _ axis: Int, _ next: (_ total: Double, _ x: Double) -> Double, finish: (Double) -> Double
  ) -> Tensor {
    let (sizes, size) = (shape.sizes, shape[axis])
    let inner = Shape(Array(sizes[(axis + 1)...])).count
    let outer = Shape(Array(sizes[..<axis])).count
    let result = Tensor(shape: Shape(Array(sizes[..<axis] + sizes[(axis + 1)...]))) { y in
      Compute.current.eachRow(outer, of: size * inner) { block in
        var totals = [Double](repeating: 0, count: inner)
        let x = floats + block * size * inner
        for step in 0..<size {
          for i in 0..<inner { totals[i] = next(totals[i], Double(x[step * inner + i])) }
        }
        for i in 0..<inner { y[block * inner + i] = Float(finish(totals[i])) }
      }
    }
    withExtendedLifetime(self) {}
    return result
  }
}
