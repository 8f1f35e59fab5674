package import Tensors

/// A type that floats can be written in.
package enum FloatEncoding: CaseIterable, Sendable {
  case f32
  case f16
  case bf16
  case q8_0

  /// The type as a reader finds it in a file.
  package var type: ElementType {
    switch self {
    case .f32: .f32
    case .f16: .f16
    case .bf16: .bf16
    case .q8_0: .q8_0
    }
  }

  /// Writes whole rows to `bytes`, which has room for exactly these. Gives the index of a number that this type can't
  /// hold, as it is not finite or too large, or of the block of 32 that it is in.
  func encode(_ numbers: UnsafeBufferPointer<Float>, to bytes: UnsafeMutableRawBufferPointer) -> Int? {
    switch self {
    case .f32: encode(numbers, to: bytes, exponent: 0x7F80_0000) { $0.bitPattern }
    case .f16: encode(numbers, to: bytes, exponent: 0x7C00, halfBits)
    case .bf16: encode(numbers, to: bytes, exponent: 0x7F80, brainBits)
    case .q8_0:
      stride(from: 0, to: numbers.count, by: 32).first { start in
        let block = UnsafeBufferPointer(rebasing: numbers[start..<start + 32])
        return !quantiseQ8_0(block, to: bytes.baseAddress! + start / 32 * 34)
      }
    }
  }

  /// An `exponent` of all ones stands for infinity and NaN.
  private func encode<Bits: FixedWidthInteger>(
    _ numbers: UnsafeBufferPointer<Float>, to bytes: UnsafeMutableRawBufferPointer, exponent: Bits,
    _ encoded: (Float) -> Bits
  ) -> Int? {
    var refused: Int?
    for (index, number) in numbers.enumerated() {
      let bits = encoded(number)
      if bits & exponent == exponent, refused == nil { refused = index }
      bytes.storeBytes(of: bits.littleEndian, toByteOffset: index * MemoryLayout<Bits>.size, as: Bits.self)
    }
    return refused
  }
}

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

/// Writes 32 floats as a block of Q8_0, bit for bit as ggml does: a scale d = max|x| / 127 as half-precision bits, then
/// round(x / d) as 32 signed bytes, halves away from zero. The quotients use the scale before it is rounded.
///
/// `false`, with arbitrary bytes, when a number is not finite or the scale is too large for half precision (|x| >
/// 8,318,000).
package func quantiseQ8_0(_ block: UnsafeBufferPointer<Float>, to bytes: UnsafeMutableRawPointer) -> Bool {
  var largest: Float = 0
  for number in block {
    guard number.isFinite else { return false }
    largest = max(largest, number.magnitude)
  }
  let scale = largest / 127
  let scaleBits = halfBits(scale)
  guard scaleBits < 0x7C00 else { return false }
  bytes.storeBytes(of: scaleBits.littleEndian, as: UInt16.self)

  // The inverse of a scale that is tiny is infinite; such a scale is zero in half precision, so that all steps are
  // alike.
  let inverse = 1 / scale
  let factor = inverse.isFinite ? inverse : 0
  for (index, number) in block.enumerated() {
    bytes.storeBytes(of: Int8((number * factor).rounded()), toByteOffset: 2 + index, as: Int8.self)
  }
  return true
}
