package import KernelInterface

/// The activation function of a gated feed-forward.
package typealias Activation = KernelInterface.Activation

// What the layers of a transformer do with rows, each beside its gradients.

extension Tensor {
  /// RMS norm of every row: x / √(mean(x²) + ε) · weights (Zhang and Sennrich 2019). `weights` has as many elements
  /// as a row.
  package func rmsNormed(weights: Tensor, epsilon: Float) -> Tensor {
    precondition(weights.count == columns, "a weight for every column")
    let kernels = Compute.current.kernels
    return mapRows { x, y in kernels.rmsNorm(x, weights: weights.floats, epsilon: epsilon, count: columns, into: y) }
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

  /// Every row less its mean. RMS norm of it is layer norm (Ba and others 2016).
  package func centred() -> Tensor {
    let columns = columns
    return mapRows { x, y in
      var sum = 0.0
      for i in 0..<columns { sum += Double(x[i]) }
      let mean = Float(sum / Double(columns))
      for i in 0..<columns { y[i] = x[i] - mean }
    }
  }

  /// Every row plus the same numbers, one for each column.
  package func adding(toEachRow bias: Tensor) -> Tensor {
    precondition(bias.count == columns, "a number for every column")
    let (kernels, columns) = (Compute.current.kernels, columns)
    return mapRows { x, y in kernels.add(x, bias.floats, count: columns, into: y) }
  }

  /// cap · tanh(x / cap) of every element: no result is further from zero than the cap.
  package func capped(at cap: Float) -> Tensor {
    let columns = columns
    return mapRows { x, y in
      for i in 0..<columns { y[i] = Float(Double(cap) * ScalarMath.tanh(Double(x[i]) / Double(cap))) }
    }
  }

  /// The gradient of what was capped, the receiver being what came out: (1 − (y / cap)²) dy.
  package func capGradient(_ cap: Float, _ dy: Tensor) -> Tensor {
    Tensor(shape: shape) { dx in
      Compute.current.eachRow(rows, of: columns) { row in
        for i in row * columns..<(row + 1) * columns {
          let tangent = floats[i] / cap
          dx[i] = dy.floats[i] * (1 - tangent * tangent)
        }
      }
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

  /// Softmax of every row: e^xᵢ / Σ e^xⱼ.
  package func softmax() -> Tensor {
    let kernels = Compute.current.kernels
    return mapRows { x, y in kernels.softmax(x, count: columns, into: y) }
  }

  /// log Σ e^x of every row, in double precision.
  package func logSumExp() -> [Double] {
    let compute = Compute.current
    return [Double](unsafeUninitializedCapacity: rows) { sums, count in
      let sums = sums
      compute.eachRow(rows, of: columns) { row in
        let (largest, sum) = compute.kernels.largestAndSum(floats + row * columns, count: columns)
        sums[row] = Double(largest) + ScalarMath.log(Double(sum))
      }
      count = rows
    }
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
}

extension Tensor {
  /// What the positions of a text attend to, head by head [query heads × positions × positions]: in the row of a
  /// position softmax(scale · q·k), products capped where there is a cap, over itself and those before it, at most `window` in all, and 0 elsewhere.
  ///
  /// The receiver holds the queries [positions × (query heads · size)], `keys` are [positions × (heads · size)]; query
  /// heads share key heads in equal groups.
  package func attentionWeights(keys: Tensor, size: Int, window: Int?, scale: Float, cap: Float = 0) -> Tensor {
    let (positions, queryHeads, heads) = (rows, columns / size, keys.columns / size)
    precondition(keys.rows == positions && queryHeads % heads == 0, "a key for each query, for whole groups of heads")
    let kernels = Compute.current.kernels
    return Tensor(shape: [queryHeads, positions, positions]) { y in
      y.update(repeating: 0, count: queryHeads * positions * positions)
      for head in 0..<queryHeads {
        let key = keys.floats + head / (queryHeads / heads) * size
        for position in 0..<positions {
          let query = floats + position * columns + head * size
          let weights = y + (head * positions + position) * positions
          let first = window.map { max(0, position + 1 - $0) } ?? 0
          for other in first...position {
            let score = scale * kernels.dot(query, key + other * keys.columns, count: size)
            weights[other] = cap > 0 ? Float(Double(cap) * ScalarMath.tanh(Double(score / cap))) : score
          }
          kernels.softmax(weights + first, count: position + 1 - first, into: weights + first)
        }
      }
    }
  }
}
