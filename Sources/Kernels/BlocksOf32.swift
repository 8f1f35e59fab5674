internal import CVector
internal import KernelInterface

// Blocks of 32 elements. Where nibbles are stored, byte j holds element j in its low half and element j + 16 in its
// high half.

/// (q − 8) · d, d being a half and q nibbles.
struct Q4_0: BlockDecoder {
  static var type: ElementType { .q4_0 }
  @inline(__always) static func group(_ row: UnsafeRawPointer, _ g: Int) -> Group {
    let p = row + g * blockBytes
    return centred(nibbles(p + 2), 8, loadHalf(p))
  }

  let words: Words
  let d: Lanes

  @inline(__always) init(_ block: UnsafeRawPointer, _ rowBytes: Int) {
    d = floatsFromHalves(vgather_u16(block, rowBytes))
    words = Words(block + 2, rowBytes)
  }

  @inline(__always) func square(_ i: Int) -> Square {
    Square(words.nibbles(UInt32(i) * 4), scale: d, centre: 8)
  }
}

/// q · d + m, d and m being halves and q nibbles.
struct Q4_1: BlockDecoder {
  static var type: ElementType { .q4_1 }
  @inline(__always) static func group(_ row: UnsafeRawPointer, _ g: Int) -> Group {
    let p = row + g * blockBytes
    return scaled(nibbles(p + 4), loadHalf(p), loadHalf(p + 2))
  }

  let words: Words
  let d: Lanes
  let m: Lanes

  @inline(__always) init(_ block: UnsafeRawPointer, _ rowBytes: Int) {
    let both = vgather_u32(block, rowBytes)
    d = floatsFromHalves(vand(both, vsplat_bits(0xFFFF)))
    m = floatsFromHalves(vshift_right(both, 16))
    words = Words(block + 4, rowBytes)
  }

  @inline(__always) func square(_ i: Int) -> Square {
    Square(words.nibbles(UInt32(i) * 4), scale: d, offset: m)
  }
}

/// Nibble words with bit 4 of every byte taken from the low sixteen bits a lane: bit k becomes element k's.
@inline(__always) private func withFifthBits(_ words: Words, _ bits: BitLanes) -> Words {
  // A product puts four copies of four bits where each has another of them at bit 4 of its byte.
  @inline(__always) func spread(_ shift: UInt32) -> BitLanes {
    let four = vand(vshift_right(bits, shift), vsplat_bits(15))
    return vand(vmul_bits(four, vsplat_bits(0x0204_0810)), vsplat_bits(0x1010_1010))
  }
  return Words(
    vor(words.a, spread(0)), vor(words.b, spread(4)), vor(words.c, spread(8)), vor(words.d, spread(12)))
}

/// (q − 16) · d; the fifth bits of all q stand before the nibbles.
struct Q5_0: BlockDecoder {
  static var type: ElementType { .q5_0 }
  @inline(__always) static func group(_ row: UnsafeRawPointer, _ g: Int) -> Group {
    let p = row + g * blockBytes
    return centred(fiveBits(p + 6, p + 2), 16, loadHalf(p))
  }

  let words: Words
  let fifth: BitLanes
  let d: Lanes

  @inline(__always) init(_ block: UnsafeRawPointer, _ rowBytes: Int) {
    // The scale and the fifth bits are the block's first six bytes: the first one and a half words.
    let head = Words(block, rowBytes)
    d = floatsFromHalves(vand(head.a, vsplat_bits(0xFFFF)))
    fifth = vor(vshift_right(head.a, 16), vshift_left(head.b, 16))
    words = Words(block + 6, rowBytes)
  }

  @inline(__always) func square(_ i: Int) -> Square {
    let five = withFifthBits(words.nibbles(UInt32(i) * 4), vshift_right(fifth, UInt32(i) * 16))
    return Square(five, scale: d, centre: 16)
  }
}

/// q · d + m; the fifth bits of all q stand before the nibbles.
struct Q5_1: BlockDecoder {
  static var type: ElementType { .q5_1 }
  @inline(__always) static func group(_ row: UnsafeRawPointer, _ g: Int) -> Group {
    let p = row + g * blockBytes
    return scaled(fiveBits(p + 8, p + 4), loadHalf(p), loadHalf(p + 2))
  }

  let words: Words
  let fifth: BitLanes
  let d: Lanes
  let m: Lanes

  @inline(__always) init(_ block: UnsafeRawPointer, _ rowBytes: Int) {
    let both = vgather_u32(block, rowBytes)
    d = floatsFromHalves(vand(both, vsplat_bits(0xFFFF)))
    m = floatsFromHalves(vshift_right(both, 16))
    fifth = vgather_u32(block + 4, rowBytes)
    words = Words(block + 8, rowBytes)
  }

  @inline(__always) func square(_ i: Int) -> Square {
    let five = withFifthBits(words.nibbles(UInt32(i) * 4), vshift_right(fifth, UInt32(i) * 16))
    return Square(five, scale: d, offset: m)
  }
}

/// q · d, q being signed bytes.
struct Q8_0: BlockDecoder {
  static var type: ElementType { .q8_0 }
  @inline(__always) static func group(_ row: UnsafeRawPointer, _ g: Int) -> Group {
    let p = row + g * blockBytes
    let d = vsplat(loadHalf(p))
    return (vmul(vfloat_from(vwiden_s8(p + 2)), d), vmul(vfloat_from(vwiden_s8(p + 18)), d))
  }

  let block: UnsafeRawPointer
  let rowBytes: Int
  let d: Lanes

  @inline(__always) init(_ block: UnsafeRawPointer, _ rowBytes: Int) {
    self.block = block
    self.rowBytes = rowBytes
    d = floatsFromHalves(vgather_u16(block, rowBytes))
  }

  @inline(__always) func square(_ i: Int) -> Square {
    Square(Words(block + 2 + i * 16, rowBytes), scale: d, centre: 128, signed: true)
  }
}

// What the group decoders share.

/// The two halves of sixteen bytes: elements 0–15 are the low nibbles, 16–31 the high ones.
@inline(__always) private func nibbles(_ p: UnsafeRawPointer) -> (BitLanes, BitLanes) {
  let bytes = vwiden_u8(p)
  return (vand(bytes, vsplat_bits(15)), vshift_right(bytes, 4))
}

/// The same with a fifth bit each, from bit *j* of the word at `bits`.
@inline(__always) private func fiveBits(_ p: UnsafeRawPointer, _ bits: UnsafeRawPointer) -> (BitLanes, BitLanes) {
  let word = bits.loadUnaligned(as: UInt32.self)
  let (low, high) = nibbles(p)
  return (vor(low, fifthBits(word)), vor(high, fifthBits(word >> 16)))
}

/// Sixteen for every lane whose bit is set in the low half of `word`.
@inline(__always) private func fifthBits(_ word: UInt32) -> BitLanes {
  let lane = BitLanes(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
  return vshift_left(vand(vshift_right_each(vsplat_bits(word), lane), vsplat_bits(1)), 4)
}

/// (q − centre) · d, so that a zero has the sign which the product gives it.
@inline(__always) private func centred(_ q: (BitLanes, BitLanes), _ centre: Float, _ d: Float) -> Group {
  @inline(__always) func values(_ q: BitLanes) -> Lanes {
    vmul(vsub(vfloat_from(vsigned(q)), vsplat(centre)), vsplat(d))
  }
  return (values(q.0), values(q.1))
}
