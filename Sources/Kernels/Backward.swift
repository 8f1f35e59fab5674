internal import CVector

// The derivatives of the kernels in `Rows.swift`, each beside nothing but the same numbers its forward pass saw.

/// RMS norm backward, one row. With s = 1/√(mean(x²) + ε) and g = dy · w: dx = s · (g − x · s² · mean(g · x)).
/// Returns s, which the gradient of the weights needs: dw += dy · x · s.
@inline(never) func rmsNormBackward(
  _ x: UnsafePointer<Float>, _ weights: UnsafePointer<Float>, _ epsilon: Float, _ dy: UnsafePointer<Float>,
  _ count: Int,
  _ dx: UnsafeMutablePointer<Float>
) -> Float {
  var squares = vsplat(0)
  var products = vsplat(0)
  each2Lanes(x, dy, count) { i, x, dy, valid in
    let w = valid == laneCount ? vload(weights + i) : loadPartial(weights + i, valid, fill: 0)
    squares = vfma(x, x, squares)
    products = vfma(vmul(dy, w), x, products)
  }
  let scale = 1 / (laneSum(squares) / Float(count) + epsilon).squareRoot()
  let inner = vsplat(laneSum(products) / Float(count) * scale * scale)
  let s = vsplat(scale)
  each2Lanes(x, dy, count) { i, x, dy, valid in
    let w = valid == laneCount ? vload(weights + i) : loadPartial(weights + i, valid, fill: 0)
    storeLanes(dx + i, valid, vmul(s, vsub(vmul(dy, w), vmul(x, inner))))
  }
  return scale
}

/// f(gate) · up backward: d gate = dy · up · f′(gate), d up = dy · f(gate).
@inline(never) func gateBackward(
  _ isGELU: Bool, _ gate: UnsafePointer<Float>, _ up: UnsafePointer<Float>, _ dy: UnsafePointer<Float>, _ count: Int,
  _ dGate: UnsafeMutablePointer<Float>, _ dUp: UnsafeMutablePointer<Float>
) {
  each2Lanes(gate, dy, count) { i, g, dy, valid in
    let u = valid == laneCount ? vload(up + i) : loadPartial(up + i, valid, fill: 0)
    let (value, slope) = isGELU ? geluAndSlope(g) : siluAndSlope(g)
    storeLanes(dGate + i, valid, vmul(vmul(dy, u), slope))
    storeLanes(dUp + i, valid, vmul(dy, value))
  }
}

/// x σ(x) and σ(x) + x σ(x) (1 − σ(x)).
@inline(__always) private func siluAndSlope(_ x: Lanes) -> (Lanes, Lanes) {
  let s = sigmoid(x)
  let value = vmul(x, s)
  return (value, vfma(value, vsub(vsplat(1), s), s))
}

/// x σ(z) and its slope σ(z) + x σ(z) (1 − σ(z)) z′, where z = 2 √(2/π) (x + 0.044715 x³).
@inline(__always) private func geluAndSlope(_ x: Lanes) -> (Lanes, Lanes) {
  let square = vmul(x, x)
  let z = vmul(vfma(vmul(square, x), vsplat(0.044715), x), vsplat(1.595769122))
  let s = sigmoid(z)
  let zSlope = vmul(vfma(square, vsplat(0.134145), vsplat(1)), vsplat(1.595769122))
  let value = vmul(x, s)
  return (value, vfma(vmul(value, vsub(vsplat(1), s)), zSlope, s))
}

/// y += factor · x.
@inline(never) func accumulate(
  _ factor: Float, _ x: UnsafePointer<Float>, _ count: Int, _ y: UnsafeMutablePointer<Float>
) {
  let f = vsplat(factor)
  each2Lanes(x, UnsafePointer(y), count) { i, x, y0, valid in storeLanes(y + i, valid, vfma(f, x, y0)) }
}

/// The gradient of cross-entropy with respect to a row of logits: (softmax(x) − one at the target) · factor.
@inline(never) func crossEntropyBackward(
  _ x: UnsafePointer<Float>, _ count: Int, _ target: Int, _ factor: Float, _ y: UnsafeMutablePointer<Float>
) {
  softmaxRow(x, count, y)
  y[target] -= 1
  let f = vsplat(factor)
  eachLanes(UnsafePointer(y), count, fill: 0) { i, lanes, valid in storeLanes(y + i, valid, vmul(lanes, f)) }
}

/// Calls `body` with each sixteen elements of two rows at once; the lanes past the end are zero.
@inline(__always) private func each2Lanes(
  _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ count: Int, _ body: (Int, Lanes, Lanes, Int) -> Void
) {
  eachLanes(a, count, fill: 0) { i, lanes, valid in
    body(i, lanes, valid == laneCount ? vload(b + i) : loadPartial(b + i, valid, fill: 0), valid)
  }
}
