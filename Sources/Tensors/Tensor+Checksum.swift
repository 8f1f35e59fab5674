extension Tensor {
  /// FNV-1a (Fowler, Noll and Vo; 64 bits) of the number of axes and their sizes, 8 bytes each, and the elements' 4
  /// bytes, all little-endian: two tensors with one checksum almost certainly have the same bits. Every NaN counts as
  /// the same one.
  package var checksum: UInt64 {
    var hash = FNV1a()
    hash.add(UInt64(shape.rank))
    for size in shape.sizes { hash.add(UInt64(size)) }
    for i in 0..<count { hash.add(floats[i].isNaN ? 0x7FC0_0000 : floats[i].bitPattern) }
    return hash.value
  }
}

private struct FNV1a {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func add<Bits: FixedWidthInteger>(_ bits: Bits) {
    for shift in stride(from: 0, to: Bits.bitWidth, by: 8) {
      value = (value ^ UInt64(truncatingIfNeeded: (bits >> Bits(shift)) & 0xFF)) &* 0x100_0000_01B3
    }
  }
}
