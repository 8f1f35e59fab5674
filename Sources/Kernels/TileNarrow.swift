internal import CVector

#if !WIDE_VECTORS
  /// The tile of processors with sixteen registers of eight lanes: 12 hold sums.
  ///
  /// `c[i, j] += Σₖ packed[k, i] · panel[k, j]` for 6 rows and 16 columns, each sum one chain of fused products in the
  /// order of k. `fresh` starts from zero instead of from `c`.
  @inline(__always) func halfTile(
    _ packed: UnsafePointer<Float>, _ panel: UnsafePointer<Float>, _ depth: Int,
    _ c: UnsafeMutablePointer<Float>, _ stride: Int, fresh: Bool
  ) {
    var r0 = vsplat(0)
    var r1 = vsplat(0)
    var r2 = vsplat(0)
    var r3 = vsplat(0)
    var r4 = vsplat(0)
    var r5 = vsplat(0)
    if !fresh {
      r0 = vload(c)
      r1 = vload(c + 1 * stride)
      r2 = vload(c + 2 * stride)
      r3 = vload(c + 3 * stride)
      r4 = vload(c + 4 * stride)
      r5 = vload(c + 5 * stride)
    }
    var (a, b) = (packed, panel)
    for _ in 0..<depth {
      let left = vload(b)
      var x = vsplat(a[0])
      r0 = vfma(x, left, r0)
      x = vsplat(a[1])
      r1 = vfma(x, left, r1)
      x = vsplat(a[2])
      r2 = vfma(x, left, r2)
      x = vsplat(a[3])
      r3 = vfma(x, left, r3)
      x = vsplat(a[4])
      r4 = vfma(x, left, r4)
      x = vsplat(a[5])
      r5 = vfma(x, left, r5)
      a += 6
      b += panelColumns
    }
    vstore(c, r0)
    vstore(c + 1 * stride, r1)
    vstore(c + 2 * stride, r2)
    vstore(c + 3 * stride, r3)
    vstore(c + 4 * stride, r4)
    vstore(c + 5 * stride, r5)
  }

  /// Six rows and the panel's 32 columns, half a panel at a time.
  @inline(__always) func fullTile(
    _ packed: UnsafePointer<Float>, _ panel: UnsafePointer<Float>, _ depth: Int,
    _ c: UnsafeMutablePointer<Float>, _ stride: Int, fresh: Bool
  ) {
    halfTile(packed, panel, depth, c, stride, fresh: fresh)
    halfTile(packed, panel + 16, depth, c + 16, stride, fresh: fresh)
  }

  let tileRows = 6
#endif
