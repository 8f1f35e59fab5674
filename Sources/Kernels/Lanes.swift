internal import CVector

/// Sixteen floats, the unit every kernel works in; processors with shorter vectors hold one in two or four registers.
typealias Lanes = SIMD16<Float>
typealias BitLanes = SIMD16<UInt32>

/// The number of lanes.
let laneCount = 16

/// The sum of the sixteen lanes by one fixed tree: halves, quarters, pairs, and the last two.
@inline(__always) func laneSum(_ a: Lanes) -> Float {
  let b = vadd(a, vrotate_8(a))
  let c = vadd(b, vrotate_4(b))
  let d = vadd(c, vrotate_2(c))
  return vfirst(vadd(d, vrotate_1(d)))
}

/// The largest lane.
@inline(__always) func laneMaximum(_ a: Lanes) -> Float {
  let b = vmax(a, vrotate_8(a))
  let c = vmax(b, vrotate_4(b))
  let d = vmax(c, vrotate_2(c))
  return vfirst(vmax(d, vrotate_1(d)))
}

/// Loads the first `valid` (1 to 16) of sixteen floats and fills the other lanes.
@inline(__always) func loadLanes(_ p: UnsafePointer<Float>, _ valid: Int, fill: Float = 0) -> Lanes {
  if valid == laneCount { return vload(p) }
  var lanes = vsplat(fill)
  for i in 0..<valid { lanes[i] = p[i] }
  return lanes
}

/// Stores the first `valid` (1 to 16) lanes.
@inline(__always) func storeLanes(_ p: UnsafeMutablePointer<Float>, _ valid: Int, _ a: Lanes) {
  if valid == laneCount { return vstore(p, a) }
  for i in 0..<valid { p[i] = a[i] }
}

/// Calls `body` with each sixteen elements of a row of `count`, the last ones padded with `fill`: their offset, the
/// lanes, and how many lanes count, which is all of them but in the last call.
@inline(__always) func eachLanes(
  _ x: UnsafePointer<Float>, _ count: Int, fill: Float = 0, _ body: (_ i: Int, _ lanes: Lanes, _ valid: Int) -> Void
) {
  var i = 0
  while i + laneCount <= count {
    body(i, vload(x + i), laneCount)
    i += laneCount
  }
  if i < count { body(i, loadLanes(x + i, count - i, fill: fill), count - i) }
}

/// Transposes four by four within each quarter: word *j* of four vectors becomes vector *j*.
@inline(__always) func transposeQuarters(
  _ a: BitLanes, _ b: BitLanes, _ c: BitLanes, _ d: BitLanes
) -> (BitLanes, BitLanes, BitLanes, BitLanes) {
  let ab = vzip_low(a, b)
  let ab2 = vzip_high(a, b)
  let cd = vzip_low(c, d)
  let cd2 = vzip_high(c, d)
  return (
    vzip_pairs_low(ab, cd), vzip_pairs_high(ab, cd),
    vzip_pairs_low(ab2, cd2), vzip_pairs_high(ab2, cd2)
  )
}

/// Transposes a 16 × 16 square: `target[k * targetStride + r] = source[r * sourceStride + k]`; strides in floats.
@inline(__always) func transposeSquare(
  _ source: UnsafePointer<Float>, _ sourceStride: Int,
  _ target: UnsafeMutablePointer<Float>, _ targetStride: Int
) {
  @inline(__always) func row(_ r: Int) -> BitLanes { vbits(vload(source + r * sourceStride)) }
  let a = transposeQuarters(row(0), row(1), row(2), row(3))
  let b = transposeQuarters(row(4), row(5), row(6), row(7))
  let c = transposeQuarters(row(8), row(9), row(10), row(11))
  let d = transposeQuarters(row(12), row(13), row(14), row(15))
  // Vector j of each group holds, in quarter q, its four rows at k = 4q + j.
  @inline(__always) func gather(_ j: Int, _ a: BitLanes, _ b: BitLanes, _ c: BitLanes, _ d: BitLanes) {
    let even = (vquarters_02(a, b), vquarters_02(c, d))
    let odd = (vquarters_13(a, b), vquarters_13(c, d))
    vstore(target + j * targetStride, vfrom_bits(vquarters_02(even.0, even.1)))
    vstore(target + (j + 4) * targetStride, vfrom_bits(vquarters_02(odd.0, odd.1)))
    vstore(target + (j + 8) * targetStride, vfrom_bits(vquarters_13(even.0, even.1)))
    vstore(target + (j + 12) * targetStride, vfrom_bits(vquarters_13(odd.0, odd.1)))
  }
  gather(0, a.0, b.0, c.0, d.0)
  gather(1, a.1, b.1, c.1, d.1)
  gather(2, a.2, b.2, c.2, d.2)
  gather(3, a.3, b.3, c.3, d.3)
}

/// Half-precision bits, one in the low sixteen bits of each lane, as floats: exact, subnormals, infinities and NaN
/// included.
///
/// By integer steps where the processor has no conversion of its own.
@inline(__always) func floatsFromHalves(_ halves: BitLanes) -> Lanes {
  #if HALF_CONVERSION || arch(arm64)
    return vfloat_from_halves(halves)
  #else
    return floatsFromHalvesBySteps(halves)
  #endif
}

@inline(__always) private func floatsFromHalvesBySteps(_ halves: BitLanes) -> Lanes {
  let word = vshift_left(halves, 16)
  let sign = vand(word, vsplat_bits(0x8000_0000))
  let doubled = vadd_bits(word, word)
  // Normal numbers: move exponent and fraction into place, rebias by an exact product with 2^-112.
  let normal = vmul(
    vfrom_bits(vadd_bits(vshift_right(doubled, 4), vsplat_bits(0xE0 << 23))), vsplat(0x1p-112))
  // Subnormal numbers: let a subtraction from 0.5 normalise the fraction.
  let subnormal = vsub(vfrom_bits(vor(vshift_right(doubled, 17), vsplat_bits(126 << 23))), vsplat(0.5))
  let magnitude = vselect(vless_bits(doubled, vsplat_bits(1 << 27)), subnormal, normal)
  return vfrom_bits(vor(sign, vbits(magnitude)))
}

/// One half-precision number as a float.
@inline(__always) func floatFromHalf(_ half: UInt16) -> Float {
  let word = UInt32(half) << 16
  let doubled = word &+ word
  let normal = Float(bitPattern: (doubled >> 4) &+ (0xE0 << 23)) * 0x1p-112
  let subnormal = Float(bitPattern: (doubled >> 17) | (126 << 23)) - 0.5
  let magnitude = doubled < (1 << 27) ? subnormal : normal
  return Float(bitPattern: (word & 0x8000_0000) | magnitude.bitPattern)
}

@inline(__always) func loadHalf(_ p: UnsafeRawPointer) -> Float {
  floatFromHalf(p.loadUnaligned(as: UInt16.self))
}
