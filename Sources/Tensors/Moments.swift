/// What AdamW remembers of some weights: m and v, the running means of their gradient and of its square. A value, as
/// tensors are.
package struct Moments: Sendable {
  package enum Precision: Sendable {
    /// 4 bytes a number.
    case float32
    /// 2 bytes a number, rounded up or down by chance so that it is right on average (Zamirai et al. 2021, "Revisiting
    /// BFloat16 Training").
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

  /// Makes one step of the weights, in place unless anything else sees them. The same bits for any kernels and threads.
  ///
  /// - Parameters:
  ///   - step: The rate, β₁, β₂, ε, the decay, 1 / (1 − β₁ᵗ), 1 / (1 − β₂ᵗ) and what the gradient is multiplied by.
  ///   - noise: Chooses the chance that numbers are rounded by; another one for every step and tensor.
  package mutating func step(_ weights: inout Tensor, gradient: Tensor, step: [Float], noise: UInt32) {
    precondition(step.count == 8 && weights.count == count && gradient.count == count, "a gradient for every weight")
    if !isKnownUniquelyReferenced(&storage) { storage = Storage(copying: storage) }
    let (compute, count, precision, memory) = (Compute.current, count, precision, storage.floats)
    let piece = 1 << 14
    weights.modify { w in
      step.withUnsafeBufferPointer { step in
        compute.pool.run((count + piece - 1) / piece) { index, _ in
          let start = index * piece
          let length = min(piece, count - start)
          switch precision {
          case .float32:
            let m = memory + start
            compute.kernels.adamW(w + start, gradient.floats + start, m, m + count, length, step.baseAddress!)
          case .bfloat16:
            memory.withMemoryRebound(to: UInt16.self, capacity: 2 * count) { memory in
              let m = memory + start
              compute.kernels.adamWBrief(
                w + start, gradient.floats + start, m, m + count, length, step.baseAddress!,
                noise &+ UInt32(truncatingIfNeeded: start))
            }
          }
        }
      }
    }
  }
}
