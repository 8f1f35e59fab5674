// Sums that grow in place, as gradients do.

extension Tensor {
  /// Adds a tensor of the same shape, on all threads.
  package mutating func add(_ other: Tensor) {
    precondition(shape == other.shape, "both have one shape")
    let (kernels, rows, columns) = (Compute.current.kernels, rows, columns)
    modify { y in
      Compute.current.eachRow(rows, of: columns) { row in
        kernels.add(y + row * columns, other.floats + row * columns, count: columns, into: y + row * columns)
      }
    }
  }

  /// Adds each row of another tensor to the row here that has its index; an index may come up several times.
  package mutating func add(_ other: Tensor, toRowsAt indices: [Int]) {
    precondition(columns == other.columns && indices.count == other.rows, "an index for each row")
    precondition(indices.allSatisfy { $0 >= 0 && $0 < rows }, "indices of rows")
    let (kernels, columns) = (Compute.current.kernels, columns)
    modify { y in
      for (i, row) in indices.enumerated() {
        kernels.add(y + row * columns, other.floats + i * columns, count: columns, into: y + row * columns)
      }
    }
  }

  /// aᵀ · b, [rows × outputs] and [rows × inputs] giving [outputs × inputs], added to `sum` where there is one. Some
  /// thousand rows at a time, so that no second matrix as large as the sum is made.
  ///
  /// - Parameter check: Called before each of these pieces; gives up with what it throws.
  package static func product(
    ofTransposed a: Tensor, and b: Tensor, addedTo sum: consuming Tensor? = nil, check: () throws -> Void
  ) rethrows -> Tensor {
    precondition(a.rows == b.rows && (sum?.count ?? a.columns * b.columns) == a.columns * b.columns, "shapes that fit")
    let (kernels, columns, right) = (Compute.current.kernels, b.columns, WeightMatrix(b))
    let isFirst = sum == nil
    var result = sum.take() ?? Tensor(uninitialized: [a.columns, columns])
    for start in stride(from: 0, to: a.columns, by: 4096) {
      try check()
      let count = min(4096, a.columns - start)
      let left = a.transposed(columns: start..<start + count)
      let part = isFirst ? nil : left.multiplied(by: right)
      result.modify { y in
        let y = y + start * columns
        guard let part else { return multiply(left, [right], byRows: false, into: [y]) }
        Compute.current.eachRow(count, of: columns) { row in
          kernels.add(y + row * columns, part.floats + row * columns, count: columns, into: y + row * columns)
        }
      }
    }
    return result
  }
}
