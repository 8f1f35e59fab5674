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

/// Loads the first `count` (1 to 15) of sixteen floats and fills the other lanes.
@inline(__always) func loadPartial(_ p: UnsafePointer<Float>, _ count: Int, fill: Float) -> Lanes {
  var lanes = vsplat(fill)
  for i in 0..<count { lanes[i] = p[i] }
  return lanes
}

/// Stores the first `count` lanes.
@inline(__always) func storePartial(_ p: UnsafeMutablePointer<Float>, _ count: Int, _ a: Lanes) {
  for i in 0..<count { p[i] = a[i] }
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
