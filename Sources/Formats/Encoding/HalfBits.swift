/// The IEEE 754 half-precision number nearest to `number`, as bits; of two equally near, the one with an even last bit.
///
/// Below 2⁻¹⁴ the result is subnormal, from 65,520 on infinite, and of every NaN the quiet one of its sign: as ggml
/// has it.
package func halfBits(_ number: Float) -> UInt16 {
  let sign = UInt16(number.bitPattern >> 16) & 0x8000
  let magnitude = number.magnitude
  let bits = magnitude.bitPattern
  if magnitude.isNaN { return sign | 0x7E00 }
  if magnitude >= 0x1p16 { return sign | 0x7C00 }
  // A float of 0.5 to 1 counts in steps of 2⁻²⁴, as subnormal halves do: the addition rounds.
  if magnitude < 0x1p-14 { return sign | UInt16((magnitude + 0.5).bitPattern - Float(0.5).bitPattern) }
  // From the bias 127 to 15, from 23 bits of fraction to 10; a carry out of the fraction raises the exponent.
  let rebiased = bits - (112 << 23)
  return sign | UInt16((rebiased + 0xFFF + ((rebiased >> 13) & 1)) >> 13)
}

/// The bfloat16 number nearest to `number`, as bits: the upper half of the float, rounded to even. A NaN becomes quiet.
package func brainBits(_ number: Float) -> UInt16 {
  let bits = number.bitPattern
  if number.isNaN { return UInt16(bits >> 16) | 0x40 }
  return UInt16((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16)
}
