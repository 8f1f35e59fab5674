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
