internal import CVector

// One AdamW step of some weights (Loshchilov and Hutter 2019): m and v follow the gradient g and its square; w −= rate
// · (m̂ / (√v̂ + ε) + decay · w). The eight numbers of a step are the rate, β₁, β₂, ε, the decay, the corrections
// 1 / (1 − β₁ᵗ) and 1 / (1 − β₂ᵗ), and what the gradient is multiplied by.

/// The numbers of a step, each in all lanes.
private struct StepLanes {
  let rate, beta1, beta2, epsilon, decay, correction1, correction2, factor: Lanes

  @inline(__always) init(_ step: UnsafePointer<Float>) {
    (rate, beta1, beta2, epsilon) = (vsplat(step[0]), vsplat(step[1]), vsplat(step[2]), vsplat(step[3]))
    (decay, correction1, correction2, factor) = (vsplat(step[4]), vsplat(step[5]), vsplat(step[6]), vsplat(step[7]))
  }

  /// The next m, v and w of sixteen weights.
  @inline(__always) func next(_ w: Lanes, _ gradient: Lanes, _ m: Lanes, _ v: Lanes) -> (m: Lanes, v: Lanes, w: Lanes) {
    let g = vmul(gradient, factor)
    let m1 = vfma(beta1, vsub(m, g), g)
    let v1 = vfma(beta2, vsub(v, vmul(g, g)), vmul(g, g))
    let direction = vdiv(vmul(m1, correction1), vadd(vsqrt(vmul(v1, correction2)), epsilon))
    return (m1, v1, vsub(w, vmul(rate, vfma(decay, w, direction))))
  }
}

/// A step with m and v in 32 bits.
@inline(never) func adamW(
  _ w: UnsafeMutablePointer<Float>, _ gradient: UnsafePointer<Float>, _ m: UnsafeMutablePointer<Float>,
  _ v: UnsafeMutablePointer<Float>, _ count: Int, _ step: UnsafePointer<Float>
) {
  let step = StepLanes(step)
  eachLanes(gradient, count, fill: 0) { i, g, valid in
    let next = step.next(loadLanes(w + i, valid), g, loadLanes(m + i, valid), loadLanes(v + i, valid))
    storeLanes(m + i, valid, next.m)
    storeLanes(v + i, valid, next.v)
    storeLanes(w + i, valid, next.w)
  }
}

/// A step with m and v in bfloat16, rounded up or down by chance. The weight's step is made from them before they are
/// rounded. `noise` numbers the first element, and so chooses the random bits.
@inline(never) func adamWBrief(
  _ w: UnsafeMutablePointer<Float>, _ gradient: UnsafePointer<Float>, _ m: UnsafeMutablePointer<UInt16>,
  _ v: UnsafeMutablePointer<UInt16>, _ count: Int, _ step: UnsafePointer<Float>, _ noise: UInt32
) {
  let step = StepLanes(step)
  let places = BitLanes(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
  eachLanes(gradient, count, fill: 0) { i, g, valid in
    let next = step.next(loadLanes(w + i, valid), g, loadBrief(m + i, valid), loadBrief(v + i, valid))
    let random = scrambled(vadd_bits(places, vsplat_bits(noise &+ UInt32(truncatingIfNeeded: i))))
    storeBrief(m + i, valid, next.m, vand(random, vsplat_bits(0xFFFF)))
    storeBrief(v + i, valid, next.v, vshift_right(random, 16))
    storeLanes(w + i, valid, next.w)
  }
}

/// A hash of each lane: neighbouring numbers give bits that look independent (Wellons 2018, "lowbias32").
@inline(__always) private func scrambled(_ x: BitLanes) -> BitLanes {
  let a = vmul_bits(vxor(x, vshift_right(x, 16)), vsplat_bits(0x7FEB_352D))
  let b = vmul_bits(vxor(a, vshift_right(a, 15)), vsplat_bits(0x846C_A68B))
  return vxor(b, vshift_right(b, 16))
}

/// The first `valid` of sixteen floats.
@inline(__always) private func loadLanes(_ p: UnsafePointer<Float>, _ valid: Int) -> Lanes {
  valid == laneCount ? vload(p) : loadPartial(p, valid, fill: 0)
}

/// The first `valid` of sixteen bfloat16 numbers, the upper halves of floats.
@inline(__always) private func loadBrief(_ p: UnsafePointer<UInt16>, _ valid: Int) -> Lanes {
  if valid == laneCount { return vfrom_bits(vshift_left(vwiden_u16(p), 16)) }
  var lanes = vsplat_bits(0)
  for i in 0..<valid { lanes[i] = UInt32(p[i]) << 16 }
  return vfrom_bits(lanes)
}

/// Stores the first `valid` lanes as bfloat16: away from zero with the probability that the lower half's distance to
/// zero says, which random bits of that half bring about by their carry.
@inline(__always) private func storeBrief(
  _ p: UnsafeMutablePointer<UInt16>, _ valid: Int, _ x: Lanes, _ random: BitLanes
) {
  let halves = vshift_right(vadd_bits(vbits(x), random), 16)
  if valid == laneCount {
    vnarrow_u16(p, halves)
  } else {
    for i in 0..<valid { p[i] = UInt16(truncatingIfNeeded: halves[i]) }
  }
}
