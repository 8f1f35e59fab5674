internal import CVector

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
