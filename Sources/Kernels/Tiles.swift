internal import CVector

#if WIDE_VECTORS
  /// The rows of a full tile.
  let fullTileRows = 12
#else
  /// The rows of a full tile.
  let fullTileRows = 6
#endif

// The innermost loops: some rows of the left-hand side against a panel, with as many sums in registers as there are.

/// One row against one panel: the same chain of fused products a column as in the full tile.
@inline(__always) func rowTile(
  _ x: UnsafePointer<Float>, _ panel: UnsafePointer<Float>, _ depth: Int,
  _ c: UnsafeMutablePointer<Float>, fresh: Bool
) {
  var a = fresh ? vsplat(0) : vload(c)
  var b = fresh ? vsplat(0) : vload(c + 16)
  for k in 0..<depth {
    let p = panel + k * panelColumns
    let value = vsplat(x[k])
    a = vfma(value, vload(p), a)
    b = vfma(value, vload(p + 16), b)
  }
  vstore(c, a)
  vstore(c + 16, b)
}

/// One row against two neighbouring panels: four independent chains hide the latency of the fused product.
@inline(__always) func rowTile2(
  _ x: UnsafePointer<Float>, _ first: UnsafePointer<Float>, _ second: UnsafePointer<Float>, _ depth: Int,
  _ c: UnsafeMutablePointer<Float>, fresh: Bool
) {
  var a = fresh ? vsplat(0) : vload(c)
  var b = fresh ? vsplat(0) : vload(c + 16)
  var d = fresh ? vsplat(0) : vload(c + 32)
  var e = fresh ? vsplat(0) : vload(c + 48)
  for k in 0..<depth {
    let (p, q) = (first + k * panelColumns, second + k * panelColumns)
    let value = vsplat(x[k])
    a = vfma(value, vload(p), a)
    b = vfma(value, vload(p + 16), b)
    d = vfma(value, vload(q), d)
    e = vfma(value, vload(q + 16), e)
  }
  vstore(c, a)
  vstore(c + 16, b)
  vstore(c + 32, d)
  vstore(c + 48, e)
}

#if arch(arm64)
  /// Four rows against one panel, for what is left over when rows do not fill a tile. Half a panel at a time: eight
  /// chains of sixteen lanes would fill all of the thirty-two registers of four.
  @inline(__always) func rowTile4(
    _ x: UnsafePointer<Float>, _ xStride: Int, _ panel: UnsafePointer<Float>, _ depth: Int,
    _ c: UnsafeMutablePointer<Float>, _ stride: Int, fresh: Bool
  ) {
    rowHalfTile4(x, xStride, panel, depth, c, stride, fresh: fresh)
    rowHalfTile4(x, xStride, panel + 16, depth, c + 16, stride, fresh: fresh)
  }

  @inline(__always) private func rowHalfTile4(
    _ x: UnsafePointer<Float>, _ xStride: Int, _ panel: UnsafePointer<Float>, _ depth: Int,
    _ c: UnsafeMutablePointer<Float>, _ stride: Int, fresh: Bool
  ) {
    var (r0, r1, r2, r3) = (vsplat(0), vsplat(0), vsplat(0), vsplat(0))
    let (c1, c2, c3) = (c + stride, c + 2 * stride, c + 3 * stride)
    if !fresh { (r0, r1, r2, r3) = (vload(c), vload(c1), vload(c2), vload(c3)) }
    let (x1, x2, x3) = (x + xStride, x + 2 * xStride, x + 3 * xStride)
    for k in 0..<depth {
      let lanes = vload(panel + k * panelColumns)
      r0 = vfma(vsplat(x[k]), lanes, r0)
      r1 = vfma(vsplat(x1[k]), lanes, r1)
      r2 = vfma(vsplat(x2[k]), lanes, r2)
      r3 = vfma(vsplat(x3[k]), lanes, r3)
    }
    vstore(c, r0)
    vstore(c1, r1)
    vstore(c2, r2)
    vstore(c3, r3)
  }
#else
  /// Four rows against one panel: eight chains, for what is left over when rows do not fill a tile.
  @inline(__always) func rowTile4(
    _ x: UnsafePointer<Float>, _ xStride: Int, _ panel: UnsafePointer<Float>, _ depth: Int,
    _ c: UnsafeMutablePointer<Float>, _ stride: Int, fresh: Bool
  ) {
    var (r0a, r0b, r1a, r1b) = (vsplat(0), vsplat(0), vsplat(0), vsplat(0))
    var (r2a, r2b, r3a, r3b) = (vsplat(0), vsplat(0), vsplat(0), vsplat(0))
    let (c1, c2, c3) = (c + stride, c + 2 * stride, c + 3 * stride)
    if !fresh {
      (r0a, r0b, r1a, r1b) = (vload(c), vload(c + 16), vload(c1), vload(c1 + 16))
      (r2a, r2b, r3a, r3b) = (vload(c2), vload(c2 + 16), vload(c3), vload(c3 + 16))
    }
    let (x1, x2, x3) = (x + xStride, x + 2 * xStride, x + 3 * xStride)
    for k in 0..<depth {
      let p = panel + k * panelColumns
      let (left, right) = (vload(p), vload(p + 16))
      var value = vsplat(x[k])
      r0a = vfma(value, left, r0a); r0b = vfma(value, right, r0b)
      value = vsplat(x1[k])
      r1a = vfma(value, left, r1a); r1b = vfma(value, right, r1b)
      value = vsplat(x2[k])
      r2a = vfma(value, left, r2a); r2b = vfma(value, right, r2b)
      value = vsplat(x3[k])
      r3a = vfma(value, left, r3a); r3b = vfma(value, right, r3b)
    }
    vstore(c, r0a); vstore(c + 16, r0b)
    vstore(c1, r1a); vstore(c1 + 16, r1b)
    vstore(c2, r2a); vstore(c2 + 16, r2b)
    vstore(c3, r3a); vstore(c3 + 16, r3b)
  }
#endif

#if WIDE_VECTORS
  /// The tile of processors with thirty-two registers of sixteen lanes: 24 hold sums.
  ///
  /// `c[i, j] += Σₖ packed[k, i] · panel[k, j]` for 12 rows and 32 columns, each sum one chain of fused products in the
  /// order of k. `fresh` starts from zero instead of from `c`.
  @inline(__always) func fullTile(
    _ packed: UnsafePointer<Float>, _ panel: UnsafePointer<Float>, _ depth: Int,
    _ c: UnsafeMutablePointer<Float>, _ stride: Int, fresh: Bool
  ) {
    var r0a = vsplat(0), r0b = vsplat(0)
    var r1a = vsplat(0), r1b = vsplat(0)
    var r2a = vsplat(0), r2b = vsplat(0)
    var r3a = vsplat(0), r3b = vsplat(0)
    var r4a = vsplat(0), r4b = vsplat(0)
    var r5a = vsplat(0), r5b = vsplat(0)
    var r6a = vsplat(0), r6b = vsplat(0)
    var r7a = vsplat(0), r7b = vsplat(0)
    var r8a = vsplat(0), r8b = vsplat(0)
    var r9a = vsplat(0), r9b = vsplat(0)
    var r10a = vsplat(0), r10b = vsplat(0)
    var r11a = vsplat(0), r11b = vsplat(0)
    if !fresh {
      r0a = vload(c); r0b = vload(c + 16)
      r1a = vload(c + 1 * stride); r1b = vload(c + 1 * stride + 16)
      r2a = vload(c + 2 * stride); r2b = vload(c + 2 * stride + 16)
      r3a = vload(c + 3 * stride); r3b = vload(c + 3 * stride + 16)
      r4a = vload(c + 4 * stride); r4b = vload(c + 4 * stride + 16)
      r5a = vload(c + 5 * stride); r5b = vload(c + 5 * stride + 16)
      r6a = vload(c + 6 * stride); r6b = vload(c + 6 * stride + 16)
      r7a = vload(c + 7 * stride); r7b = vload(c + 7 * stride + 16)
      r8a = vload(c + 8 * stride); r8b = vload(c + 8 * stride + 16)
      r9a = vload(c + 9 * stride); r9b = vload(c + 9 * stride + 16)
      r10a = vload(c + 10 * stride); r10b = vload(c + 10 * stride + 16)
      r11a = vload(c + 11 * stride); r11b = vload(c + 11 * stride + 16)
    }
    var (a, b) = (packed, panel)
    for _ in 0..<depth {
      let (left, right) = (vload(b), vload(b + 16))
      var x = vsplat(a[0])
      r0a = vfma(x, left, r0a); r0b = vfma(x, right, r0b)
      x = vsplat(a[1])
      r1a = vfma(x, left, r1a); r1b = vfma(x, right, r1b)
      x = vsplat(a[2])
      r2a = vfma(x, left, r2a); r2b = vfma(x, right, r2b)
      x = vsplat(a[3])
      r3a = vfma(x, left, r3a); r3b = vfma(x, right, r3b)
      x = vsplat(a[4])
      r4a = vfma(x, left, r4a); r4b = vfma(x, right, r4b)
      x = vsplat(a[5])
      r5a = vfma(x, left, r5a); r5b = vfma(x, right, r5b)
      x = vsplat(a[6])
      r6a = vfma(x, left, r6a); r6b = vfma(x, right, r6b)
      x = vsplat(a[7])
      r7a = vfma(x, left, r7a); r7b = vfma(x, right, r7b)
      x = vsplat(a[8])
      r8a = vfma(x, left, r8a); r8b = vfma(x, right, r8b)
      x = vsplat(a[9])
      r9a = vfma(x, left, r9a); r9b = vfma(x, right, r9b)
      x = vsplat(a[10])
      r10a = vfma(x, left, r10a); r10b = vfma(x, right, r10b)
      x = vsplat(a[11])
      r11a = vfma(x, left, r11a); r11b = vfma(x, right, r11b)
      a += 12
      b += panelColumns
    }
    vstore(c, r0a); vstore(c + 16, r0b)
    vstore(c + 1 * stride, r1a); vstore(c + 1 * stride + 16, r1b)
    vstore(c + 2 * stride, r2a); vstore(c + 2 * stride + 16, r2b)
    vstore(c + 3 * stride, r3a); vstore(c + 3 * stride + 16, r3b)
    vstore(c + 4 * stride, r4a); vstore(c + 4 * stride + 16, r4b)
    vstore(c + 5 * stride, r5a); vstore(c + 5 * stride + 16, r5b)
    vstore(c + 6 * stride, r6a); vstore(c + 6 * stride + 16, r6b)
    vstore(c + 7 * stride, r7a); vstore(c + 7 * stride + 16, r7b)
    vstore(c + 8 * stride, r8a); vstore(c + 8 * stride + 16, r8b)
    vstore(c + 9 * stride, r9a); vstore(c + 9 * stride + 16, r9b)
    vstore(c + 10 * stride, r10a); vstore(c + 10 * stride + 16, r10b)
    vstore(c + 11 * stride, r11a); vstore(c + 11 * stride + 16, r11b)
  }
#else
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
#endif
