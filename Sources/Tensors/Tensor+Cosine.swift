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
