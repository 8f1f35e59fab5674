internal import CVector
public import KernelInterface

extension ProcessorKernels {
  @inline(never) public static func adamW(
    _ w: MutableFloats, gradient: Floats, m: MutableFloats, v: MutableFloats, count: Int, step: AdamWStep
  ) {
    let step = StepLanes(step)
    eachLanes(gradient, count) { i, g, valid in
      let next = step.next(loadLanes(w + i, valid), g, loadLanes(m + i, valid), loadLanes(v + i, valid))
      storeLanes(m + i, valid, next.m)
      storeLanes(v + i, valid, next.v)
      storeLanes(w + i, valid, next.w)
    }
  }

  /// The weight's step is made from m and v before they are rounded.
  @inline(never) public static func adamWBFloat16(
    _ w: MutableFloats, gradient: Floats, m: UnsafeMutablePointer<UInt16>, v: UnsafeMutablePointer<UInt16>, count: Int,
    step: AdamWStep, noise: UInt32
  ) {
    let step = StepLanes(step)
    let places = BitLanes(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
    eachLanes(gradient, count) { i, g, valid in
      let next = step.next(loadLanes(w + i, valid), g, loadBFloat16(m + i, valid), loadBFloat16(v + i, valid))
      let random = scrambled(vadd_bits(places, vsplat_bits(noise &+ UInt32(truncatingIfNeeded: i))))
      storeBFloat16(m + i, valid, next.m, vand(random, vsplat_bits(0xFFFF)))
      storeBFloat16(v + i, valid, next.v, vshift_right(random, 16))
      storeLanes(w + i, valid, next.w)
    }
  }
}

/// The numbers of a step, each in all lanes.
private struct StepLanes {
  let rate, beta1, beta2, epsilon, decay, correction1, correction2, factor: Lanes

  @inline(__always) init(_ step: AdamWStep) {
    (rate, beta1, beta2) = (vsplat(step.rate), vsplat(step.beta1), vsplat(step.beta2))
    (epsilon, decay, factor) = (vsplat(step.epsilon), vsplat(step.decay), vsplat(step.gradientFactor))
    (correction1, correction2) = (vsplat(step.correction1), vsplat(step.correction2))
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

/// A hash of each lane: neighbouring numbers give bits that look independent (Wellons 2018, "lowbias32").
@inline(__always) private func scrambled(_ x: BitLanes) -> BitLanes {
  let a = vmul_bits(vxor(x, vshift_right(x, 16)), vsplat_bits(0x7FEB_352D))
  let b = vmul_bits(vxor(a, vshift_right(a, 15)), vsplat_bits(0x846C_A68B))
  return vxor(b, vshift_right(b, 16))
}

/// The first `valid` of sixteen bfloat16 numbers, the upper halves of floats.
@inline(__always) private func loadBFloat16(_ p: UnsafePointer<UInt16>, _ valid: Int) -> Lanes {
  if valid == laneCount { return vfrom_bits(vshift_left(vwiden_u16(p), 16)) }
  var lanes = vsplat_bits(0)
  for i in 0..<valid { lanes[i] = UInt32(p[i]) << 16 }
  return vfrom_bits(lanes)
}

/// Stores the first `valid` lanes as bfloat16: away from zero with the probability that the lower half's distance to
/// zero says, which random bits of that half bring about by their carry.
@inline(__always) private func storeBFloat16(
  _ p: UnsafeMutablePointer<UInt16>, _ valid: Int, _ x: Lanes, _ random: BitLanes
) {
  let halves = vshift_right(vadd_bits(vbits(x), random), 16)
  if valid == laneCount {
    vnarrow_u16(p, halves)
  } else {
    for i in 0..<valid { p[i] = UInt16(truncatingIfNeeded: halves[i]) }
  }
}
