extension Tensor {
  /// selfᵀ · other: [rows × outputs] and [rows × inputs] give [outputs × inputs], the gradient of a linear map's
  /// weights.
  package func transposedMultiplied(by other: Tensor) -> Tensor {
    precondition(rows == other.rows, "as many rows")
    return transposed(columns: 0..<columns).multiplied(by: WeightMatrix(other))
  }

  /// The columns in a range as rows, in squares that stay in the cache.
  func transposed(columns range: Range<Int>) -> Tensor {
    let (rows, columns) = (rows, columns)
    let side = 16
    return Tensor(shape: [range.count, rows]) { y in
      Compute.current.pool.run((range.count + side - 1) / side) { piece, _ in
        let columnsHere = piece * side..<min(piece * side + side, range.count)
        for start in stride(from: 0, to: rows, by: side) {
          for column in columnsHere {
            for row in start..<min(start + side, rows) {
              y[column * rows + row] = floats[row * columns + range.lowerBound + column]
            }
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
          floats + i, weights: weights.floats, epsilon: epsilon, dy: dy.floats + i, count: columns, into: dx + i)
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
  package func gateGradients(up: Tensor, activation: Activation, dy: Tensor) -> (gate: Tensor, up: Tensor) {
    let kernels = Compute.current.kernels
    let dUp = Tensor(uninitialized: shape)
    let dGate = Tensor(shape: shape) { dGate in
      Compute.current.eachRow(rows, of: columns) { row in
        let i = row * columns
        kernels.gateBackward(
          floats + i, up: up.floats + i, activation: activation, dy: dy.floats + i, count: columns, intoGate: dGate + i,
          intoUp: dUp.storage.floats + i)
      }
    }
    return (dGate, dUp)
  }

  /// (softmax(row) − one at the row's target) · factor, for every row.
  package func crossEntropyGradient(targets: [Int], factor: Float) -> Tensor {
    let kernels = Compute.current.kernels
    return Tensor(shape: shape) { y in
      Compute.current.eachRow(rows, of: columns) { row in
        kernels.crossEntropyBackward(
          floats + row * columns, target: targets[row], factor: factor, count: columns, into: y + row * columns)
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
