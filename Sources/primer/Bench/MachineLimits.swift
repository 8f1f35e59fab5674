import Tensors

/// What the machine can do with the current threads and kernels: nothing that is computed here is faster.
struct MachineLimits {
  /// The bytes of memory that are read in a second.
  let bytesPerSecond: Double
  /// The floating-point operations a second of a matrix product that stays in the caches.
  let operationsPerSecond: Double

  static func measured() -> MachineLimits {
    MachineLimits(bytesPerSecond: measuredBytesPerSecond(), operationsPerSecond: measuredOperationsPerSecond())
  }

  /// Reads far more memory than any cache holds, on all threads.
  static func measuredBytesPerSecond() -> Double {
    let (pieces, half, compute) = (64, 1 << 19, Compute.current)
    // Written to, since memory that never was is a single page of zeros.
    let memory = Tensor(shape: [pieces, 2 * half]) { floats in
      floats.update(repeating: 1, count: pieces * 2 * half)
    }
    let seconds = Stopwatch.least(of: 5) {
      compute.pool.run(pieces) { piece, _ in
        let start = memory.floats + piece * 2 * half
        precondition(compute.kernels.dot(start, start + half, count: half) > 0, "it is read")
      }
    }
    return Double(memory.count * 4) / seconds
  }

  private static func measuredOperationsPerSecond() -> Double {
    let (rows, columns, depth) = (504, 1536, 576)
    let left = Tensor([Float](repeating: 1, count: rows * depth), shape: [rows, depth])
    let right = WeightMatrix(Tensor([Float](repeating: 1, count: columns * depth), shape: [columns, depth]))
    let seconds = Stopwatch.least(of: 8) { _ = left.multiplied(byTransposeOf: right) }
    return 2 * Double(rows * columns * depth) / seconds
  }
}
