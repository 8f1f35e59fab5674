internal import CVector
public import KernelInterface

// Functions of one row, each with its derivative after it. A sum is sixteen sums, a lane each, and one fixed tree.

extension ProcessorKernels {
  @inline(never) public static func add(_ a: Floats, _ b: Floats, count: Int, into y: MutableFloats) {
    eachLanes(a, count) { i, lanes, valid in storeLanes(y + i, valid, vadd(lanes, loadLanes(b + i, valid))) }
  }

  @inline(never) public static func accumulate(_ x: Floats, times factor: Float, count: Int, into y: MutableFloats) {
    let f = vsplat(factor)
    eachLanes(x, count) { i, lanes, valid in storeLanes(y + i, valid, vfma(f, lanes, loadLanes(y + i, valid))) }
  }

  @inline(never) public static func dot(_ a: Floats, _ b: Floats, count: Int) -> Float {
    var total = vsplat(0)
    eachLanes(a, count) { i, lanes, valid in total = vfma(lanes, loadLanes(b + i, valid), total) }
    return laneSum(total)
  }

  /// x − x is 0 for a number, and NaN for one that is infinite or NaN.
  @inline(never) public static func isFinite(_ x: Floats, count: Int) -> Bool {
    var total = vsplat(0)
    eachLanes(x, count) { _, lanes, _ in total = vadd(total, vsub(lanes, lanes)) }
    return laneSum(total) == 0
  }

  @inline(never) public static func rmsNorm(
    _ x: Floats, weights: Floats, epsilon: Float, count: Int, into y: MutableFloats
  ) {
    var squares = vsplat(0)
    eachLanes(x, count) { _, lanes, _ in squares = vfma(lanes, lanes, squares) }
    let scale = vsplat(1 / (laneSum(squares) / Float(count) + epsilon).squareRoot())
    eachLanes(x, count) { i, lanes, valid in
      storeLanes(y + i, valid, vmul(vmul(lanes, scale), loadLanes(weights + i, valid)))
    }
  }

  /// With s = 1/√(mean(x²) + ε) and g = dy · w: dx = s · (g − x · s² · mean(g · x)).
  @inline(never) public static func rmsNormBackward(
    _ x: Floats, weights: Floats, epsilon: Float, dy: Floats, count: Int, into dx: MutableFloats
  ) -> Float {
    var squares = vsplat(0)
    var products = vsplat(0)
    eachLanes(x, count) { i, x, valid in
      squares = vfma(x, x, squares)
      products = vfma(vmul(loadLanes(dy + i, valid), loadLanes(weights + i, valid)), x, products)
    }
    let scale = 1 / (laneSum(squares) / Float(count) + epsilon).squareRoot()
    let inner = vsplat(laneSum(products) / Float(count) * scale * scale)
    let s = vsplat(scale)
    eachLanes(x, count) { i, x, valid in
      let g = vmul(loadLanes(dy + i, valid), loadLanes(weights + i, valid))
      storeLanes(dx + i, valid, vmul(s, vsub(g, vmul(x, inner))))
    }
    return scale
  }

  /// e^(x − largest) / Σ e^(x − largest), so that nothing overflows.
  @inline(never) public static func softmax(_ x: Floats, count: Int, into y: MutableFloats) {
    let largest = vsplat(maximum(x, count))
    var total = vsplat(0)
    eachLanes(x, count, fill: -.infinity) { i, lanes, valid in
      let e = exponential(vsub(lanes, largest))
      total = vadd(total, e)
      storeLanes(y + i, valid, e)
    }
    let sum = vsplat(laneSum(total))
    eachLanes(UnsafePointer(y), count) { i, lanes, valid in storeLanes(y + i, valid, vdiv(lanes, sum)) }
  }

  /// Log-sum-exp is the first plus the logarithm of the second.
  @inline(never) public static func largestAndSum(_ x: Floats, count: Int) -> (largest: Float, sum: Float) {
    let largest = maximum(x, count)
    var total = vsplat(0)
    eachLanes(x, count, fill: -.infinity) { _, lanes, _ in
      total = vadd(total, exponential(vsub(lanes, vsplat(largest))))
    }
    return (largest, laneSum(total))
  }

  @inline(never) public static func crossEntropyBackward(
    _ x: Floats, target: Int, factor: Float, count: Int, into dx: MutableFloats
  ) {
    softmax(x, count: count, into: dx)
    dx[target] -= 1
    let f = vsplat(factor)
    eachLanes(UnsafePointer(dx), count) { i, lanes, valid in storeLanes(dx + i, valid, vmul(lanes, f)) }
  }

  /// Each pair (a, b) turns by its angle, (a cos − b sin, b cos + a sin) (Su et al. 2021).
  @inline(never) public static func rotate(
    _ x: Floats, pairing: RotaryPairing, cosines: Floats, sines: Floats, pairs: Int, into y: MutableFloats
  ) {
    for i in 0..<pairs {
      let (first, second) =
        switch pairing {
        case .neighbours: (2 * i, 2 * i + 1)
        case .halves: (i, i + pairs)
        }
      let (a, b) = (x[first], x[second])
      y[first] = (-(b * sines[i])).addingProduct(a, cosines[i])
      y[second] = (a * sines[i]).addingProduct(b, cosines[i])
    }
  }
}

@inline(__always) private func maximum(_ x: UnsafePointer<Float>, _ count: Int) -> Float {
  var most = vsplat(-.infinity)
  eachLanes(x, count, fill: -.infinity) { _, lanes, _ in most = vmax(lanes, most) }
  return laneMaximum(most)
}
