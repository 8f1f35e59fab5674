extension Tensor {
  /// selfᵀ · other: [rows × outputs] and [rows × inputs] give [outputs × inputs], the gradient of a linear map's
  /// weights.
  package func transposedMultiplied(by other: Tensor) -> Tensor {
    precondition(rows == other.rows, "as many rows")
    return transposedRows().multiplied(by: WeightMatrix(other))
  }

  /// The matrix with rows and columns exchanged, in squares that stay in the cache.
  private func transposedRows() -> Tensor {
    let (rows, columns) = (rows, columns)
    let side = 16
    return Tensor(shape: [columns, rows]) { y in
      Compute.current.pool.run((columns + side - 1) / side) { piece, _ in
        let range = piece * side..<min(piece * side + side, columns)
        for start in stride(from: 0, to: rows, by: side) {
          for column in range {
            for row in start..<min(start + side, rows) { y[column * rows + row] = floats[row * columns + column] }
          }
        }
      }
    }
  }

  /// The gradients of RMS norm with respect to its input and, when asked for, its weights.
  package func rmsNormGradients(
    weights: Tensor, epsilon: Float, dy: Tensor, ofWeights: Bool
  ) -> (input: Tensor, weights: Tensor?) {
    let kernels = Compute.current.kernels
    let scales = Storage(uninitialized: rows)
    let dx = Tensor(shape: shape) { dx in
      Compute.current.eachRow(rows, of: columns) { row in
        let i = row * columns
        scales.floats[row] = kernels.rmsNormBackward(
          floats + i, weights.floats, epsilon, dy.floats + i, columns, dx + i)
      }
    }
    guard ofWeights else { return (dx, nil) }
    let dw = Tensor(shape: weights.shape) { dw in
      dw.update(repeating: 0, count: columns)
      for row in 0..<rows {
        for i in 0..<columns {
          dw[i] += dy.floats[row * columns + i] * (floats[row * columns + i] * scales.floats[row])
        }
      }
    }
    return (dx, dw)
  }

  /// The gradients of f(self) · up with respect to both.
  package func gateGradients(up: Tensor, gelu: Bool, dy: Tensor) -> (gate: Tensor, up: Tensor) {
    let kernels = Compute.current.kernels
    let dUp = Tensor(uninitialized: shape)
    let dGate = Tensor(shape: shape) { dGate in
      Compute.current.eachRow(rows, of: columns) { row in
        let i = row * columns
        kernels.gateBackward(
          gelu, floats + i, up.floats + i, dy.floats + i, columns, dGate + i, dUp.storage.floats + i)
      }
    }
    return (dGate, dUp)
  }

  /// (softmax(row) − one at the row's target) · factor, for every row.
  package func crossEntropyGradient(targets: [Int], factor: Float) -> Tensor {
    let kernels = Compute.current.kernels
    return Tensor(shape: shape) { y in
      Compute.current.eachRow(rows, of: columns) { row in
        kernels.crossEntropyBackward(floats + row * columns, columns, targets[row], factor, y + row * columns)
      }
    }
  }

  /// Rows with these indices.
  package func rows(at indices: [Int]) -> Tensor {
    Tensor(shape: [indices.count, columns]) { y in
      for (i, row) in indices.enumerated() {
        (y + i * columns).update(from: floats + row * columns, count: columns)
      }
    }
  }

  /// Zeros in `shape`, each row here added at its index.
  package func scattered(to indices: [Int], shape: Shape) -> Tensor {
    let kernels = Compute.current.kernels
    return Tensor(shape: shape) { y in
      y.update(repeating: 0, count: shape.count)
      for (i, row) in indices.enumerated() {
        kernels.accumulate(1, floats + i * columns, columns, y + row * columns)
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
}

extension Tensor {
  /// One AdamW step of every element; gives the new elements, means and squares. `numbers` are the rate, β₁, β₂, ε,
  /// the decay, 1 / (1 − β₁ᵗ), 1 / (1 − β₂ᵗ) and what the gradient is multiplied by.
  package func adamWStep(
    gradient: Tensor, mean: Tensor, square: Tensor, numbers: [Float]
  ) -> (weights: Tensor, mean: Tensor, square: Tensor) {
    precondition(numbers.count == 8 && gradient.count == count, "eight numbers, and a gradient for every element")
    let compute = Compute.current
    let copies = [self, mean, square].map { Tensor(uninitialized: $0.shape) }
    let piece = 1 << 14
    numbers.withUnsafeBufferPointer { numbers in
      compute.pool.run((count + piece - 1) / piece) { index, _ in
        let start = index * piece
        let length = min(piece, count - start)
        for (copy, source) in zip(copies, [self, mean, square]) {
          (copy.storage.floats + start).update(from: source.floats + start, count: length)
        }
        compute.kernels.adamW(
          copies[0].storage.floats + start, gradient.floats + start, copies[1].storage.floats + start,
          copies[2].storage.floats + start, length, numbers.baseAddress!)
      }
    }
    return (copies[0], copies[1], copies[2])
  }
}
