internal import CVector

/// Calls `body` with each sixteen elements of a row of `count`, the last ones padded with `fill`; it gets their
/// offset, the lanes and how many of them count.
@inline(__always) func eachLanes(
  _ x: UnsafePointer<Float>, _ count: Int, fill: Float, _ body: (Int, Lanes, Int) -> Void
) {
  var i = 0
  while i + laneCount <= count {
    body(i, vload(x + i), laneCount)
    i += laneCount
  }
  if i < count { body(i, loadPartial(x + i, count - i, fill: fill), count - i) }
}

@inline(__always) func storeLanes(_ p: UnsafeMutablePointer<Float>, _ valid: Int, _ a: Lanes) {
  if valid == laneCount { vstore(p, a) } else { storePartial(p, valid, a) }
}

/// RMS norm of a row: yᵢ = xᵢ / √(mean(x²) + ε) · wᵢ.
@inline(never) func rmsNorm(
  _ x: UnsafePointer<Float>, _ weights: UnsafePointer<Float>, _ epsilon: Float, _ count: Int,
  _ y: UnsafeMutablePointer<Float>
) {
  var squares = vsplat(0)
  eachLanes(x, count, fill: 0) { _, lanes, _ in squares = vfma(lanes, lanes, squares) }
  let scale = vsplat(1 / (laneSum(squares) / Float(count) + epsilon).squareRoot())
  eachLanes(x, count, fill: 0) { i, lanes, valid in
    let w = valid == laneCount ? vload(weights + i) : loadPartial(weights + i, valid, fill: 0)
    storeLanes(y + i, valid, vmul(vmul(lanes, scale), w))
  }
}

/// Softmax of a row, e^(x − largest) / Σ e^(x − largest), so that nothing overflows.
@inline(never) func softmaxRow(
  _ x: UnsafePointer<Float>, _ count: Int, _ y: UnsafeMutablePointer<Float>
) {
  let largest = vsplat(maximum(x, count))
  var total = vsplat(0)
  eachLanes(x, count, fill: -.infinity) { i, lanes, valid in
    let e = exponential(vsub(lanes, largest))
    total = vadd(total, e)
    storeLanes(y + i, valid, e)
  }
  let sum = vsplat(laneSum(total))
  eachLanes(UnsafePointer(y), count, fill: 0) { i, lanes, valid in storeLanes(y + i, valid, vdiv(lanes, sum)) }
}

@inline(__always) private func maximum(_ x: UnsafePointer<Float>, _ count: Int) -> Float {
  var most = vsplat(-.infinity)
  eachLanes(x, count, fill: -.infinity) { _, lanes, _ in most = vmax(lanes, most) }
  return laneMaximum(most)
}

/// The largest element of a row and Σ e^(x − largest): log-sum-exp is the first plus the logarithm of the second.
@inline(never) func largestAndSum(
  _ x: UnsafePointer<Float>, _ count: Int, _ result: UnsafeMutablePointer<Float>
) {
  let largest = maximum(x, count)
  var total = vsplat(0)
  eachLanes(x, count, fill: -.infinity) { _, lanes, _ in
    total = vadd(total, exponential(vsub(lanes, vsplat(largest))))
  }
  result[0] = largest
  result[1] = laneSum(total)
}

/// f(gate) · up, element by element; f is SiLU or the tanh form of GELU.
@inline(never) func gate(
  _ isGELU: Bool, _ gate: UnsafePointer<Float>, _ up: UnsafePointer<Float>, _ count: Int,
  _ y: UnsafeMutablePointer<Float>
) {
  eachLanes(gate, count, fill: 0) { i, lanes, valid in
    let other = valid == laneCount ? vload(up + i) : loadPartial(up + i, valid, fill: 0)
    storeLanes(y + i, valid, vmul(isGELU ? gelu(lanes) : silu(lanes), other))
  }
}

/// a + b, element by element.
@inline(never) func add(
  _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ count: Int, _ y: UnsafeMutablePointer<Float>
) {
  eachLanes(a, count, fill: 0) { i, lanes, valid in
    let other = valid == laneCount ? vload(b + i) : loadPartial(b + i, valid, fill: 0)
    storeLanes(y + i, valid, vadd(lanes, other))
  }
}

/// Σ aᵢ bᵢ in sixteen lanes and one tree.
@inline(never) func dot(_ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ count: Int) -> Float {
  var total = vsplat(0)
  eachLanes(a, count, fill: 0) { i, lanes, valid in
    let other = valid == laneCount ? vload(b + i) : loadPartial(b + i, valid, fill: 0)
    total = vfma(lanes, other, total)
  }
  return laneSum(total)
}

/// Rotary position of one head (Su et al. 2021): each pair (a, b) turns by its angle, (a cos − b sin, b cos + a sin).
/// Pairs are neighbours, or stand half a head apart.
@inline(never) func rotate(
  _ neighbours: Bool, _ x: UnsafePointer<Float>, _ cosines: UnsafePointer<Float>, _ sines: UnsafePointer<Float>,
  _ pairs: Int, _ y: UnsafeMutablePointer<Float>
) {
  for i in 0..<pairs {
    let (first, second) = neighbours ? (2 * i, 2 * i + 1) : (i, i + pairs)
    let (a, b) = (x[first], x[second])
    y[first] = (-(b * sines[i])).addingProduct(a, cosines[i])
    y[second] = (a * sines[i]).addingProduct(b, cosines[i])
  }
}
