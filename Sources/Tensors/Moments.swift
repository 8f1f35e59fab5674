package import KernelInterface

/// The numbers of one AdamW step.
package typealias AdamWStep = KernelInterface.AdamWStep

/// What AdamW remembers of some weights: m and v, the running means of their gradient and of its square. A value, as
/// tensors are.
package struct Moments: Sendable {
  package enum Precision: Sendable {
    /// 4 bytes a number.
    case float32
    /// 2 bytes a number, rounded stochastically: up or down with the odds that make it right on average (Zamirai et
    /// al. 2021, "Revisiting BFloat16 Training").
    ///
    /// Rounding to the nearest would make v stand still: with β₂ = 0.999 a step takes at most a thousandth off it, but
    /// two neighbours in bfloat16 are 1/256 to 1/128 apart, so that it could never become smaller.
    case bfloat16
  }

  private let count: Int
  private let precision: Precision
  /// All of m, then all of v.
  private var storage: Storage

  /// Zeros for so many weights.
  package init(count: Int, precision: Precision) {
    self.count = count
    self.precision = precision
    storage = Storage(zeroed: precision == .float32 ? 2 * count : count)
  }

  /// Those of a checkpoint: all of m, then all of v.
  package init(_ means: Tensor) {
    count = means.count / 2
    precision = .float32
    storage = Storage(uninitialized: means.count)
    storage.floats.update(from: means.floats, count: means.count)
  }

  /// All of m, then all of v, where they are kept as floats.
  package var means: Tensor? { precision == .float32 ? Tensor(shape: [2 * count], storage: storage) : nil }

  /// Makes one step of the weights, in place unless anything else sees them. The same bits for any kernels and threads.
  ///
  /// - Parameters:
  ///   - noise: Seeds stochastic rounding; another one for every step and tensor.
  package mutating func step(_ weights: inout Tensor, gradient: Tensor, step: AdamWStep, noise: UInt32) {
    precondition(weights.count == count && gradient.count == count, "a gradient for every weight")
    if !isKnownUniquelyReferenced(&storage) { storage = Storage(copying: storage) }
    let (compute, count, precision, memory) = (Compute.current, count, precision, storage.floats)
    let piece = 1 << 14
    weights.modify { w in
      compute.pool.run((count + piece - 1) / piece) { index, _ in
        let start = index * piece
        let length = min(piece, count - start)
        switch precision {
        case .float32:
          let m = memory + start
          compute.kernels.adamW(
            w + start, gradient: gradient.floats + start, m: m, v: m + count, count: length, step: step)
        case .bfloat16:
          memory.withMemoryRebound(to: UInt16.self, capacity: 2 * count) { memory in
            let m = memory + start
            compute.kernels.adamWBFloat16(
              w + start, gradient: gradient.floats + start, m: m, v: m + count, count: length, step: step,
              noise: noise &+ UInt32(truncatingIfNeeded: start))
          }
        }
      }
    }
  }
}
