internal import CVector

/// Half-precision bits, one in the low sixteen bits of each lane, as floats: exact, subnormals, infinities and NaN
/// included.
///
/// By integer steps where the processor has no conversion of its own.
@inline(__always) func floatsFromHalves(_ halves: BitLanes) -> Lanes {
  #if HALF_CONVERSION
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
