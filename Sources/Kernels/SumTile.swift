internal import CVector

/// Sums in registers, of some rows by some vectors of columns, each one chain of fused products.
struct SumTile<let rows: Int, let vectors: Int> {
  private var sums = InlineArray<rows, InlineArray<vectors, Lanes>>(repeating: .init(repeating: vsplat(0)))

  @inline(__always) init() {}

  /// Goes on where the sums were stored, in rows of `stride` floats.
  @inline(__always) init(loading c: UnsafePointer<Float>, stride: Int) {
    for row in 0..<rows {
      for i in 0..<vectors { sums[row][i] = vload(c + row * stride + i * laneCount) }
    }
  }

  /// `sums[i, j] += Σₖ a[i, k] · b[k, j]` in the order of k. Rows of `a` are `aStride` floats apart, those of `b`
  /// `bStride`, and the vectors in a row of `b` `vectorStride`.
  @inline(__always) mutating func add(
    _ a: UnsafePointer<Float>, _ aStride: Int, _ b: UnsafePointer<Float>, _ bStride: Int, vectorStride: Int, depth: Int
  ) {
    var b = b
    for k in 0..<depth {
      var right = InlineArray<vectors, Lanes>(repeating: vsplat(0))
      for i in 0..<vectors { right[i] = vload(b + i * vectorStride) }
      for row in 0..<rows {
        let value = vsplat(a[row * aStride + k])
        for i in 0..<vectors { sums[row][i] = vfma(value, right[i], sums[row][i]) }
      }
      b += bStride
    }
  }

  /// Stores the sums in rows of `stride` floats.
  @inline(__always) func store(_ c: UnsafeMutablePointer<Float>, stride: Int) {
    for row in 0..<rows {
      for i in 0..<vectors { vstore(c + row * stride + i * laneCount, sums[row][i]) }
    }
  }

  /// Stores factor · sums in rows of `stride` floats.
  @inline(__always) func store(_ c: UnsafeMutablePointer<Float>, stride: Int, times factor: Float) {
    for row in 0..<rows {
      for i in 0..<vectors { vstore(c + row * stride + i * laneCount, vmul(sums[row][i], vsplat(factor))) }
    }
  }
}
