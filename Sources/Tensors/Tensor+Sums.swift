// Sums that grow in place, as gradients do.

extension Tensor {
  /// Adds a tensor of the same shape, on all threads.
  package mutating func add(_ other: Tensor) {
    precondition(shape == other.shape, "both have one shape")
    let (kernels, rows, columns) = (Compute.current.kernels, rows, columns)
    modify { y in
      Compute.current.eachRow(rows, of: columns) { row in
        kernels.add(y + row * columns, other.floats + row * columns, columns, y + row * columns)
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
        kernels.add(y + row * columns, other.floats + i * columns, columns, y + row * columns)
      }
    }
  }

  /// Adds aᵀ · b, [rows × outputs] and [rows × inputs] giving [outputs × inputs]: some thousand rows of the product at a
  /// time, so that no second matrix as large as this one is made.
  package mutating func add(transposed a: Tensor, times b: Tensor) {
    precondition(a.columns == rows && b.columns == columns, "a product of this shape")
    let (kernels, columns, right) = (Compute.current.kernels, columns, WeightMatrix(b))
    for start in stride(from: 0, to: rows, by: 4096) {
      let range = start..<min(start + 4096, rows)
      let part = a.transposed(columns: range).multiplied(by: right)
      modify { y in
        Compute.current.eachRow(range.count, of: columns) { row in
          let sum = y + (start + row) * columns
          kernels.add(sum, part.floats + row * columns, columns, sum)
        }
      }
    }
  }
}
