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

extension Tensor {
  /// The indices of the `count` largest elements, largest first; of equal ones the lower index comes first.
  package func largest(_ count: Int) -> [Int] {
    if count == 1, self.count > 0 { return [indexOfLargest] }
    let before: (Int, Int) -> Bool = { [floats] a, b in
      floats[a] > floats[b] || (floats[a] == floats[b] && a < b)
    }
    let count = min(max(count, 0), self.count)
    guard count * 8 < self.count else { return Array((0..<self.count).sorted(by: before).prefix(count)) }
    // A short sorted list: most elements are no larger than its last.
    var best: [Int] = []
    for i in 0..<self.count where best.count < count || floats[i] > floats[best[best.count - 1]] {
      let place = best.firstIndex { before(i, $0) } ?? best.count
      best.insert(i, at: place)
      if best.count > count { best.removeLast() }
    }
    return best
  }

  /// The first index of the largest element.
  private var indexOfLargest: Int {
    var index = 0
    for i in 1..<count where floats[i] > floats[index] { index = i }
    return index
  }
}

extension Tensor {
  /// The cosine of the angle between vectors along the last axis, a · b / (‖a‖ ‖b‖), in double precision: [… × d] and
  /// [… × d] give […], once what is in front of the last axis has been broadcast; `nil` when the shapes do not fit.
  /// NaN where a vector is all zeros.
  package func cosine(with other: Tensor) -> Tensor? {
    guard shape.rank > 0, other.shape.rank > 0, columns == other.columns,
      let rows = Shape.broadcast(shape, other.shape)
    else { return nil }
    let (left, right) = (Walk(of: shape, broadcastTo: rows), Walk(of: other.shape, broadcastTo: rows))
    let (a, b, columns) = (floats, other.floats, columns)
    let cosines = Tensor(shape: Shape(Array(rows.sizes.dropLast()))) { y in
      Compute.current.eachRow(rows.rows, of: columns) { row in
        let (x, z) = (a + left.start(ofRow: row), b + right.start(ofRow: row))
        var (product, first, second) = (0.0, 0.0, 0.0)
        for i in 0..<columns {
          let (p, q) = (Double(x[i]), Double(z[i]))
          product = product.addingProduct(p, q)
          first = first.addingProduct(p, p)
          second = second.addingProduct(q, q)
        }
        // Rounding may carry the quotient past the ends of what a cosine can be.
        let cosine = product / (first * second).squareRoot()
        y[row] = Float(cosine.isNaN ? .nan : min(max(cosine, -1), 1))
      }
    }
    withExtendedLifetime((self, other)) {}
    return cosines
  }
}
