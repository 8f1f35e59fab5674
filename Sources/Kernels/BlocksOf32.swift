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

  static var halfOffset: Int? { 0 }
  static var chunkElements: Int { 32 }

  @inline(__always) static func setScales(of chunk: PreparedChunk, _ c: Int, from blocks: some BlockRows) {
    let d = floatsFromHalves(blocks.half(0))
    chunk.set(scale: d, offset: vmul(d, vsplat(-8)), at: 0)
  }

  @inline(__always) static func setWords(of chunk: PreparedChunk, _ c: Int, from blocks: some BlockRows) {
    chunk.set(blocks.words(2), at: 0)
  }

  @inline(__always) static func wordsOffset(ofChunk c: Int) -> Int? { 2 }

  @inline(__always) static func eachSquare(of chunk: PreparedChunk, _ body: (Int, Square) -> Void) {
    body(0, Square(chunk, words: 0, scale: 0, .low))
    body(1, Square(chunk, words: 0, scale: 0, .high))
  }
}

/// q · d + m, d and m being halves and q nibbles.
struct Q4_1: BlockDecoder {
  static var type: ElementType { .q4_1 }
  @inline(__always) static func group(_ row: UnsafeRawPointer, _ g: Int) -> Group {
    let p = row + g * blockBytes
    return scaled(nibbles(p + 4), loadHalf(p), loadHalf(p + 2))
  }

  static var halfOffset: Int? { nil }
  static var chunkElements: Int { 32 }

  @inline(__always) static func setScales(of chunk: PreparedChunk, _ c: Int, from blocks: some BlockRows) {
    chunk.set(scaleAndOffset: blocks.word(0), at: 0)
  }

  @inline(__always) static func setWords(of chunk: PreparedChunk, _ c: Int, from blocks: some BlockRows) {
    chunk.set(blocks.words(4), at: 0)
  }

  @inline(__always) static func wordsOffset(ofChunk c: Int) -> Int? { 4 }

  @inline(__always) static func eachSquare(of chunk: PreparedChunk, _ body: (Int, Square) -> Void) {
    body(0, Square(chunk, words: 0, scale: 0, .low))
    body(1, Square(chunk, words: 0, scale: 0, .high))
  }
}

extension PreparedChunk {
  /// A scale and an offset that are the two halves of a word.
  @inline(__always) fileprivate func set(scaleAndOffset both: BitLanes, at place: Int) {
    set(scale: floatsFromLowHalves(both), offset: floatsFromHalves(vshift_right(both, 16)), at: place)
  }

  /// Two squares of five bits each: the nibbles of `words`, with bit 4 from bit k of `fifth`'s lower and upper half.
  @inline(__always) fileprivate func setFiveBits(_ words: Words, fifth: BitLanes) {
    set(words.nibbles(0).joined(spread(fifth)), at: 0)
    set(words.nibbles(4).joined(spread(vshift_right(fifth, 16))), at: 1)
  }

  /// Bit 4 of sixteen bytes from the low sixteen bits a lane.
  @inline(__always) private func spread(_ bits: BitLanes) -> Words {
    // A product puts four copies of four bits where each has another of them at bit 4 of its byte.
    @inline(__always) func word(_ shift: UInt32) -> BitLanes {
      let four = vand(vshift_right(bits, shift), vsplat_bits(15))
      return vand(vmul_bits(four, vsplat_bits(0x0204_0810)), vsplat_bits(0x1010_1010))
    }
    return Words(word(0), word(4), word(8), word(12))
  }
}

/// (q − 16) · d; the fifth bits of all q stand before the nibbles.
struct Q5_0: BlockDecoder {
  static var type: ElementType { .q5_0 }
  @inline(__always) static func group(_ row: UnsafeRawPointer, _ g: Int) -> Group {
    let p = row + g * blockBytes
    return centred(fiveBits(p + 6, p + 2), 16, loadHalf(p))
  }

  static var halfOffset: Int? { 0 }
  static var chunkElements: Int { 32 }

  @inline(__always) static func setScales(of chunk: PreparedChunk, _ c: Int, from blocks: some BlockRows) {
    let d = floatsFromHalves(blocks.half(0))
    chunk.set(scale: d, offset: vmul(d, vsplat(-16)), at: 0)
  }

  @inline(__always) static func setWords(of chunk: PreparedChunk, _ c: Int, from blocks: some BlockRows) {
    chunk.setFiveBits(blocks.words(6), fifth: blocks.word(2))
  }

  @inline(__always) static func eachSquare(of chunk: PreparedChunk, _ body: (Int, Square) -> Void) {
    for i in 0..<2 { body(i, Square(chunk, words: i, scale: 0, .byte)) }
  }
}

/// q · d + m; the fifth bits of all q stand before the nibbles.
struct Q5_1: BlockDecoder {
  static var type: ElementType { .q5_1 }
  @inline(__always) static func group(_ row: UnsafeRawPointer, _ g: Int) -> Group {
    let p = row + g * blockBytes
    return scaled(fiveBits(p + 8, p + 4), loadHalf(p), loadHalf(p + 2))
  }

  static var halfOffset: Int? { nil }
  static var chunkElements: Int { 32 }

  @inline(__always) static func setScales(of chunk: PreparedChunk, _ c: Int, from blocks: some BlockRows) {
    chunk.set(scaleAndOffset: blocks.word(0), at: 0)
  }

  @inline(__always) static func setWords(of chunk: PreparedChunk, _ c: Int, from blocks: some BlockRows) {
    chunk.setFiveBits(blocks.words(8), fifth: blocks.word(4))
  }

  @inline(__always) static func eachSquare(of chunk: PreparedChunk, _ body: (Int, Square) -> Void) {
    for i in 0..<2 { body(i, Square(chunk, words: i, scale: 0, .byte)) }
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

  static var halfOffset: Int? { 0 }
  static var chunkElements: Int { 32 }

  @inline(__always) static func setScales(of chunk: PreparedChunk, _ c: Int, from blocks: some BlockRows) {
    let d = floatsFromHalves(blocks.half(0))
    chunk.set(scale: d, offset: Square.offsetOfSignedByte(d), at: 0)
  }

  @inline(__always) static func setWords(of chunk: PreparedChunk, _ c: Int, from blocks: some BlockRows) {
    chunk.set(blocks.words(2), at: 0)
    chunk.set(blocks.words(18), at: 1)
  }

  @inline(__always) static func wordsOffset(ofChunk c: Int) -> Int? { 2 }

  @inline(__always) static func eachSquare(of chunk: PreparedChunk, _ body: (Int, Square) -> Void) {
    for i in 0..<2 { body(i, Square(chunk, words: i, scale: 0, .signedByte)) }
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
