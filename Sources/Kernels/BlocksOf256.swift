internal import CVector
internal import KernelInterface

// Blocks of 256 elements: eight sub-blocks of 32 with six-bit scales (Q4_K, Q5_K), sixteen of 16 with eight-bit ones
// (Q6_K).

/// The scales of sixteen Q4_K or Q5_K blocks, a row a lane: d, dmin and the twelve bytes of packed scales and minima.
private struct ScalesOfK {
  let d: Lanes
  let minimumScale: Lanes
  let scales: BitLanes
  let minima: BitLanes
  let upper: BitLanes

  @inline(__always) init(_ blocks: some BlockRows) {
    let head = blocks.words(0)
    d = floatsFromLowHalves(head.a)
    minimumScale = floatsFromHalves(vshift_right(head.a, 16))
    (scales, minima, upper) = (head.b, head.c, head.d)
  }

  /// d · scale and −dmin · minimum of sub-block `j`.
  @inline(__always) func ofSubBlock(_ j: Int) -> (Lanes, Lanes) {
    let shift = UInt32(j & 3) * 8
    let (scale, minimum) = (vshift_right(scales, shift), vshift_right(minima, shift))
    if j < 4 { return combined(vand(scale, vsplat_bits(63)), vand(minimum, vsplat_bits(63))) }
    let low = vshift_right(upper, shift)
    // Bits 6 and 7 of the first eight bytes are bits 4 and 5 of the last four scales and minima.
    let twoOfScale = vand(vshift_right(scale, 2), vsplat_bits(48))
    let twoOfMinimum = vand(vshift_right(minimum, 2), vsplat_bits(48))
    return combined(
      vor(vand(low, vsplat_bits(15)), twoOfScale), vor(vand(vshift_right(low, 4), vsplat_bits(15)), twoOfMinimum))
  }

  @inline(__always) private func combined(_ scale: BitLanes, _ minimum: BitLanes) -> (Lanes, Lanes) {
    let m = vmul(vfloat_from(vsigned(minimum)), minimumScale)
    return (vmul(vfloat_from(vsigned(scale)), d), vsub(vsplat(0), m))
  }
}

/// d · scale · q − dmin · minimum; 32 bytes hold the low nibbles of one sub-block and the high ones of the next.
struct Q4_K: BlockDecoder {
  static var type: ElementType { .q4_K }
  @inline(__always) static func group(_ row: UnsafeRawPointer, _ g: Int) -> Group {
    let block = row + (g >> 3) * blockBytes
    let j = g & 7
    let (scale, minimum) = scaleAndMinimum(block + 4, j)
    let bytes = block + 16 + (j >> 1) * 32
    let shift = UInt32(j & 1) * 4
    let mask = vsplat_bits(15)
    let q = (
      vand(vshift_right(vwiden_u8(bytes), shift), mask), vand(vshift_right(vwiden_u8(bytes + 16), shift), mask)
    )
    return scaled(q, loadHalf(block) * scale, -(loadHalf(block + 2) * minimum))
  }

  static var halfOffset: Int? { nil }
  static var chunkElements: Int { 64 }

  @inline(__always) static func setScales(of chunk: PreparedChunk, _ c: Int, from blocks: some BlockRows) {
    chunk.setScales(ScalesOfK(blocks), chunk: c)
  }

  @inline(__always) static func setWords(of chunk: PreparedChunk, _ c: Int, from blocks: some BlockRows) {
    chunk.set(blocks.words(16 + c * 32), at: 0)
    chunk.set(blocks.words(32 + c * 32), at: 1)
  }

  @inline(__always) static func wordsOffset(ofChunk c: Int) -> Int? { 16 + c * 32 }

  @inline(__always) static func eachSquare(of chunk: PreparedChunk, _ body: (Int, Square) -> Void) {
    for i in 0..<2 { body(i, Square(chunk, words: i, scale: 0, .low)) }
    for i in 0..<2 { body(2 + i, Square(chunk, words: i, scale: 1, .high)) }
  }
}

/// As Q4_K, with a fifth bit: bit `j` of 32 bytes that the eight sub-blocks share.
struct Q5_K: BlockDecoder {
  static var type: ElementType { .q5_K }
  @inline(__always) static func group(_ row: UnsafeRawPointer, _ g: Int) -> Group {
    let block = row + (g >> 3) * blockBytes
    let j = g & 7
    let (scale, minimum) = scaleAndMinimum(block + 4, j)
    let high = block + 16
    let bytes = block + 48 + (j >> 1) * 32
    let shift = UInt32(j & 1) * 4
    @inline(__always) func five(_ i: Int) -> BitLanes {
      let low = vand(vshift_right(vwiden_u8(bytes + i), shift), vsplat_bits(15))
      let fifth = vand(vshift_right(vwiden_u8(high + i), UInt32(j)), vsplat_bits(1))
      return vor(low, vshift_left(fifth, 4))
    }
    return scaled((five(0), five(16)), loadHalf(block) * scale, -(loadHalf(block + 2) * minimum))
  }

  static var halfOffset: Int? { nil }
  static var chunkElements: Int { 64 }

  @inline(__always) static func setScales(of chunk: PreparedChunk, _ c: Int, from blocks: some BlockRows) {
    chunk.setScales(ScalesOfK(blocks), chunk: c)
  }

  @inline(__always) static func setWords(of chunk: PreparedChunk, _ c: Int, from blocks: some BlockRows) {
    for i in 0..<2 {
      let (low, high) = (blocks.words(48 + c * 32 + i * 16), blocks.words(16 + i * 16))
      @inline(__always) func five(_ half: Int) -> Words {
        low.nibbles(UInt32(half) * 4).joined(
          high.map { vshift_left(vand(vshift_right($0, UInt32(2 * c + half)), vsplat_bits(0x0101_0101)), 4) })
      }
      chunk.set(five(0), at: i)
      chunk.set(five(1), at: 2 + i)
    }
  }

  @inline(__always) static func eachSquare(of chunk: PreparedChunk, _ body: (Int, Square) -> Void) {
    for i in 0..<4 { body(i, Square(chunk, words: i, scale: i >> 1, .byte)) }
  }
}

extension PreparedChunk {
  /// The scales of the two sub-blocks of chunk `c`.
  @inline(__always) fileprivate func setScales(_ scales: ScalesOfK, chunk c: Int) {
    let (first, second) = (scales.ofSubBlock(2 * c), scales.ofSubBlock(2 * c + 1))
    set(scale: first.0, offset: first.1, at: 0)
    set(scale: second.0, offset: second.1, at: 1)
  }
}

/// d · scale · (q − 32), a scale for every 16 elements. In each half of 128, 64 bytes hold the low four bits of two
/// sub-blocks each, and 32 bytes the upper two bits of all four.
struct Q6_K: BlockDecoder {
  static var type: ElementType { .q6_K }
  @inline(__always) static func group(_ row: UnsafeRawPointer, _ g: Int) -> Group {
    let block = row + (g >> 3) * blockBytes
    let (half, j) = ((g >> 2) & 1, g & 3)
    let low = block + half * 64 + (j & 1) * 32
    let high = block + 128 + half * 32
    let scales = block + 192 + half * 8 + j * 2
    let d = loadHalf(block + 208)
    @inline(__always) func part(_ i: Int) -> Lanes {
      let four = vand(vshift_right(vwiden_u8(low + i), UInt32(j >> 1) * 4), vsplat_bits(15))
      let two = vand(vshift_right(vwiden_u8(high + i), UInt32(j) * 2), vsplat_bits(3))
      let q = vfloat_from(vsigned(vor(four, vshift_left(two, 4))))
      let scale = d * Float(scales.load(fromByteOffset: i >> 4, as: Int8.self))
      return vmul(vsub(q, vsplat(32)), vsplat(scale))
    }
    return (part(0), part(16))
  }

  static var halfOffset: Int? { 208 }
  static var chunkElements: Int { 128 }

  @inline(__always) static func setScales(of chunk: PreparedChunk, _ c: Int, from blocks: some BlockRows) {
    let d = floatsFromHalves(blocks.half(208))
    for i in 0..<8 {
      let four = blocks.word(192 + c * 8 + (i & 4))
      let signed = vshift_right_signed(vsigned(vshift_left(four, 24 - UInt32(i & 3) * 8)), 24)
      let scale = vmul(vfloat_from(signed), d)
      chunk.set(scale: scale, offset: vmul(scale, vsplat(-32)), at: i)
    }
  }

  @inline(__always) static func setWords(of chunk: PreparedChunk, _ c: Int, from blocks: some BlockRows) {
    for i in 0..<2 {
      // Sub-blocks 0 and 2 share bytes, and so do 1 and 3; all four share the upper bits.
      let high = blocks.words(128 + c * 32 + i * 16)
      let low = (blocks.words(c * 64 + i * 16), blocks.words(c * 64 + 32 + i * 16))
      @inline(__always) func set(_ low: Words, _ j: Int) {
        let two = high.map { vshift_left(vand(vshift_right($0, UInt32(j) * 2), vsplat_bits(0x0303_0303)), 4) }
        chunk.set(low.nibbles(UInt32(j >> 1) * 4).joined(two), at: 2 * j + i)
      }
      set(low.0, 0)
      set(low.1, 1)
      set(low.0, 2)
      set(low.1, 3)
    }
  }

  @inline(__always) static func eachSquare(of chunk: PreparedChunk, _ body: (Int, Square) -> Void) {
    for i in 0..<8 { body(i, Square(chunk, words: i, scale: i, .byte)) }
  }
}

/// The six-bit scale and minimum of sub-block `j` (0–7) of a Q4_K or Q5_K block, whose twelve scale bytes start at `b`.
@inline(__always) private func scaleAndMinimum(_ b: UnsafeRawPointer, _ j: Int) -> (Float, Float) {
  @inline(__always) func byte(_ i: Int) -> UInt8 { b.load(fromByteOffset: i, as: UInt8.self) }
  if j < 4 { return (Float(byte(j) & 63), Float(byte(j + 4) & 63)) }
  let scale = (byte(j + 4) & 15) | ((byte(j - 4) >> 6) << 4)
  let minimum = (byte(j + 4) >> 4) | ((byte(j) >> 6) << 4)
  return (Float(scale), Float(minimum))
}
