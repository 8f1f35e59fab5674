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
