package import KernelInterface

/// The activation function of a gated feed-forward.
package typealias Activation = KernelInterface.Activation

extension Tensor {
  /// A tensor of the same shape whose rows `body` computes, shared out among threads: (row, its elements, where they
  /// go).
  func mapRows(_ body: (_ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>) -> Void) -> Tensor {
    let columns = columns
    return Tensor(shape: shape) { y in
      Compute.current.eachRow(rows, of: columns) { row in body(floats + row * columns, y + row * columns) }
    }
  }

  /// RMS norm of every row: x / √(mean(x²) + ε) · weights (Zhang and Sennrich 2019). `weights` has as many elements
  /// as a row.
  package func rmsNormed(weights: Tensor, epsilon: Float) -> Tensor {
    precondition(weights.count == columns, "a weight for every column")
    let kernels = Compute.current.kernels
    return mapRows { x, y in kernels.rmsNorm(x, weights: weights.floats, epsilon: epsilon, count: columns, into: y) }
  }

  /// Softmax of every row: e^xᵢ / Σ e^xⱼ.
  package func softmax() -> Tensor {
    let kernels = Compute.current.kernels
    return mapRows { x, y in kernels.softmax(x, count: columns, into: y) }
  }

  /// log Σ e^x of every row, in double precision.
  package func logSumExp() -> [Double] {
    let kernels = Compute.current.kernels
    return (0..<rows).map { row in
      let (largest, sum) = kernels.largestAndSum(floats + row * columns, count: columns)
      return Double(largest) + ScalarMath.log(Double(sum))
    }
  }

  /// f(self) · up, element by element, f being an activation (Shazeer 2020: gated feed-forward).
  package func gated(up: Tensor, activation: Activation) -> Tensor {
    precondition(shape == up.shape, "gate and up have one shape")
    let kernels = Compute.current.kernels
    return Tensor(shape: shape) { y in
      Compute.current.eachRow(rows, of: columns) { row in
        let i = row * columns
        kernels.gate(floats + i, up: up.floats + i, activation: activation, count: columns, into: y + i)
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

  /// Σ aᵢ bᵢ over all elements of two tensors with as many.
  package func dot(_ other: Tensor) -> Float {
    precondition(count == other.count, "both have as many elements")
    return Compute.current.kernels.dot(floats, other.floats, count: count)
  }
}

extension Tensor {
  /// Whether no element is infinite or NaN.
  package var isFinite: Bool { Compute.current.kernels.isFinite(floats, count: count) }
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
