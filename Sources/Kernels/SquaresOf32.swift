internal import CVector

// Blocks of 32 elements. Where nibbles are stored, byte j holds element j in its low half and element j + 16 in its
// high half.

struct SquareQ4_0: SquareDecoder {
  static var blockElements: Int { 32 }
  static var blockBytes: Int { 18 }
  let words: Words
  let d: Lanes

  @inline(__always) init(_ block: UnsafeRawPointer, _ rowBytes: Int) {
    d = floatsFromHalves(vgather_u16(block, rowBytes))
    words = Words(block + 2, rowBytes)
  }

  @inline(__always) func part(_ i: Int) -> SquarePart {
    SquarePart(words.nibbles(UInt32(i) * 4), scale: d, centre: 8)
  }
}

struct SquareQ4_1: SquareDecoder {
  static var blockElements: Int { 32 }
  static var blockBytes: Int { 20 }
  let words: Words
  let d: Lanes
  let m: Lanes

  @inline(__always) init(_ block: UnsafeRawPointer, _ rowBytes: Int) {
    let both = vgather_u32(block, rowBytes)
    d = floatsFromHalves(vand(both, vsplat_bits(0xFFFF)))
    m = floatsFromHalves(vshift_right(both, 16))
    words = Words(block + 4, rowBytes)
  }

  @inline(__always) func part(_ i: Int) -> SquarePart {
    SquarePart(words.nibbles(UInt32(i) * 4), scale: d, offset: m)
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

struct SquareQ5_0: SquareDecoder {
  static var blockElements: Int { 32 }
  static var blockBytes: Int { 22 }
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

  @inline(__always) func part(_ i: Int) -> SquarePart {
    let five = withFifthBits(words.nibbles(UInt32(i) * 4), vshift_right(fifth, UInt32(i) * 16))
    return SquarePart(five, scale: d, centre: 16)
  }
}

struct SquareQ5_1: SquareDecoder {
  static var blockElements: Int { 32 }
  static var blockBytes: Int { 24 }
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

  @inline(__always) func part(_ i: Int) -> SquarePart {
    let five = withFifthBits(words.nibbles(UInt32(i) * 4), vshift_right(fifth, UInt32(i) * 16))
    return SquarePart(five, scale: d, offset: m)
  }
}

struct SquareQ8_0: SquareDecoder {
  static var blockElements: Int { 32 }
  static var blockBytes: Int { 34 }
  let block: UnsafeRawPointer
  let rowBytes: Int
  let d: Lanes

  @inline(__always) init(_ block: UnsafeRawPointer, _ rowBytes: Int) {
    self.block = block
    self.rowBytes = rowBytes
    d = floatsFromHalves(vgather_u16(block, rowBytes))
  }

  @inline(__always) func part(_ i: Int) -> SquarePart {
    SquarePart(Words(block + 2 + i * 16, rowBytes), scale: d, centre: 128, signed: true)
  }
}
