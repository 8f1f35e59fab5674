extension Tensor {
  /// Rows with these indices.
  package func rows(at indices: [Int]) -> Tensor {
    Tensor(shape: [indices.count, columns]) { y in
      for (i, row) in indices.enumerated() {
        (y + i * columns).update(from: floats + row * columns, count: columns)
      }
    }
  }

  /// The rows of several tensors with as many columns, one after the other.
  package static func concatenatingRows(_ parts: [Tensor]) -> Tensor {
    guard parts.count != 1 else { return parts[0] }
    let columns = parts.first?.columns ?? 0
    precondition(parts.allSatisfy { $0.columns == columns }, "rows of one length")
    return Tensor(shape: [parts.reduce(0) { $0 + $1.rows }, columns]) { y in
      var row = 0
      for part in parts {
        (y + row * columns).update(from: part.floats, count: part.count)
        row += part.rows
      }
    }
  }

  /// Every row with zeros behind it, or less what is behind, up to a number of columns.
  package func withColumns(_ count: Int) -> Tensor {
    let (before, kept) = (columns, min(count, columns))
    return Tensor(shape: [rows, count]) { y in
      for row in 0..<rows {
        (y + row * count).update(from: floats + row * before, count: kept)
        (y + row * count + kept).update(repeating: 0, count: count - kept)
      }
    }
  }

  /// The sum with a tensor of the same shape, row by row on all threads.
  package func added(to other: Tensor) -> Tensor {
    precondition(shape == other.shape, "both have one shape")
    let kernels = Compute.current.kernels
    return Tensor(shape: shape) { y in
      Compute.current.eachRow(rows, of: columns) { row in
        let i = row * columns
        kernels.add(floats + i, other.floats + i, count: columns, into: y + i)
      }
    }
  }

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

  /// Σ aᵢ bᵢ over all elements of two tensors with as many.
  package func dot(_ other: Tensor) -> Float {
    precondition(count == other.count, "both have as many elements")
    return Compute.current.kernels.dot(floats, other.floats, count: count)
  }

  /// Whether no element is infinite or NaN.
  package var isFinite: Bool { Compute.current.kernels.isFinite(floats, count: count) }

  /// A tensor of the same shape whose rows `body` computes, shared out among threads: (row, its elements, where they
  /// go).
  func mapRows(_ body: (_ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>) -> Void) -> Tensor {
    let columns = columns
    return Tensor(shape: shape) { y in
      Compute.current.eachRow(rows, of: columns) { row in body(floats + row * columns, y + row * columns) }
    }
  }
}

extension Compute {
  /// Calls `body` for every row, on all threads when the rows hold enough work to be worth waking them.
  func eachRow(_ rows: Int, of columns: Int, _ body: (Int) -> Void) {
    if rows * columns < 16_384 || rows < 2 {
      for row in 0..<rows { body(row) }
    } else {
      pool.run(rows) { row, _ in body(row) }
    }
  }
}
