extension Tensor {
  /// The same elements with the axes in another order: axis i of the result is axis `axes[i]`. `axes` names every
  /// axis once.
  package func permuted(_ axes: [Int]) -> Tensor {
    precondition(axes.sorted() == Array(0..<shape.rank), "an order of the axes")
    var steps = [Int](repeating: 1, count: shape.rank)
    for axis in stride(from: shape.rank - 2, through: 0, by: -1) { steps[axis] = steps[axis + 1] * shape[axis + 1] }
    let permuted = Shape(axes.map { shape[$0] })
    let walk = Walk(sizes: permuted.sizes, steps: axes.map { steps[$0] })
    let (x, columns) = (floats, permuted.columns)
    let result = Tensor(shape: permuted) { y in
      Compute.current.eachRow(permuted.rows, of: columns) { row in
        let start = walk.start(ofRow: row)
        for column in 0..<columns { y[row * columns + column] = x[start + column * walk.inner] }
      }
    }
    withExtendedLifetime(self) {}
    return result
  }
}
