internal import CVector
public import KernelInterface

// Which decoder reads which type: every switch over the types stands in this file and names all of them.

/// 32 neighbouring elements of one stored row.
typealias Group = (low: Lanes, high: Lanes)

/// Reads rows of a type with blocks, in two ways (see `Multiply.swift`). Layouts: GGUF version 3.
///
/// The products are exact in a float, so a fused product and a separate one give the same bits as every other reader of
/// the format.
protocol BlockDecoder {
  static var type: ElementType { get }
  /// Group `g` of a row.
  static func group(_ row: UnsafeRawPointer, _ g: Int) -> Group

  /// Where a block has a number of two bytes: at its beginning or end, all else being words of four bytes.
  static var halfOffset: Int? { get }
  /// The elements of a chunk: a block, or the part of it whose squares share bytes.
  static var chunkElements: Int { get }
  /// Sets the scales of the squares of chunk `c`.
  static func setScales(of chunk: PreparedChunk, _ c: Int, from blocks: some BlockRows)
  /// Sets the words of the squares of chunk `c`.
  static func setWords(of chunk: PreparedChunk, _ c: Int, from blocks: some BlockRows)
  /// Where in a block the words of chunk `c` stand one after the other as `setWords` would set them, if they do.
  static func wordsOffset(ofChunk c: Int) -> Int?
  /// Calls `body` with each square of a chunk in order, and its number: few calls, since each is a loop inlined.
  static func eachSquare(of chunk: PreparedChunk, _ body: (_ i: Int, Square) -> Void)
}

extension BlockDecoder {
  @inline(__always) static var blockElements: Int { type.blockElements }
  @inline(__always) static var blockBytes: Int { type.blockBytes }
  @inline(__always) static var chunksOfBlock: Int { blockElements / chunkElements }
  /// The bytes of a chunk of sixteen rows, on average.
  @inline(__always) static var chunkBytes: Int { blockBytes * laneCount / chunksOfBlock }
  @inline(__always) static var squaresOfChunk: Int { chunkElements / laneCount }
  @inline(__always) static func wordsOffset(ofChunk c: Int) -> Int? { nil }
}

extension ProcessorKernels {
  @inline(never) public static func decodeRow(
    _ row: UnsafeRawPointer, type: ElementType, count: Int, into y: MutableFloats
  ) {
    decodeGroups(type) { group in
      for g in 0..<count >> 5 {
        let decoded = group(row, g)
        vstore(y + g * 32, decoded.low)
        vstore(y + g * 32 + 16, decoded.high)
      }
    }
    for i in count & ~31..<count { y[i] = element(type, row, i) }
  }
}

/// Calls `body` with the group decoder of a type, inlined into a loop of its own for each type.
@inline(__always) func decodeGroups(_ type: ElementType, _ body: ((UnsafeRawPointer, Int) -> Group) -> Void) {
  switch type {
  case .f32: body(groupF32)
  case .f16: body(groupF16)
  case .bf16: body(groupBF16)
  case .q4_0: body(Q4_0.group)
  case .q4_1: body(Q4_1.group)
  case .q5_0: body(Q5_0.group)
  case .q5_1: body(Q5_1.group)
  case .q8_0: body(Q8_0.group)
  case .q4_K: body(Q4_K.group)
  case .q5_K: body(Q5_K.group)
  case .q6_K: body(Q6_K.group)
  }
}

/// What is done with the decoder of a type that has blocks: a loop of its own for each type.
protocol BlockLoop {
  func run<Decoder: BlockDecoder>(_: Decoder.Type)
}

/// Runs a loop with the decoder of a type; false for the plain types, which have none.
@inline(__always) func decodeBlocks(_ type: ElementType, _ loop: some BlockLoop) -> Bool {
  switch type {
  case .f32, .f16, .bf16: return false
  case .q4_0: loop.run(Q4_0.self)
  case .q4_1: loop.run(Q4_1.self)
  case .q5_0: loop.run(Q5_0.self)
  case .q5_1: loop.run(Q5_1.self)
  case .q8_0: loop.run(Q8_0.self)
  case .q4_K: loop.run(Q4_K.self)
  case .q5_K: loop.run(Q5_K.self)
  case .q6_K: loop.run(Q6_K.self)
  }
  return true
}

/// One element of a row of a plain type: rows of these may end anywhere, those of the others with a block.
@inline(__always) func element(_ type: ElementType, _ row: UnsafeRawPointer, _ i: Int) -> Float {
  switch type {
  case .f32: return row.loadUnaligned(fromByteOffset: 4 * i, as: Float.self)
  case .f16: return loadHalf(row + 2 * i)
  case .bf16: return Float(bitPattern: UInt32(row.loadUnaligned(fromByteOffset: 2 * i, as: UInt16.self)) << 16)
  case .q4_0, .q4_1, .q5_0, .q5_1, .q8_0, .q4_K, .q5_K, .q6_K: fatalError("a row of blocks ends with a block")
  }
}

@inline(__always) func groupF32(_ row: UnsafeRawPointer, _ g: Int) -> Group {
  let p = (row + g * 128).assumingMemoryBound(to: Float.self)
  return (vload(p), vload(p + 16))
}

@inline(__always) func groupF16(_ row: UnsafeRawPointer, _ g: Int) -> Group {
  let p = row + g * 64
  return (floatsFromHalves(vwiden_u16(p)), floatsFromHalves(vwiden_u16(p + 32)))
}

@inline(__always) func groupBF16(_ row: UnsafeRawPointer, _ g: Int) -> Group {
  let p = row + g * 64
  return (vfrom_bits(vshift_left(vwiden_u16(p), 16)), vfrom_bits(vshift_left(vwiden_u16(p + 32), 16)))
}

/// q · d + m.
@inline(__always) func scaled(_ q: (BitLanes, BitLanes), _ d: Float, _ m: Float) -> Group {
  let (scale, offset) = (vsplat(d), vsplat(m))
  return (
    vfma(vfloat_from(vsigned(q.0)), scale, offset), vfma(vfloat_from(vsigned(q.1)), scale, offset)
  )
}

/// What the squares of a chunk are read from: words, and scales with their offsets, each in numbered places.
///
/// It lies in memory, so that a chunk is prepared while the one before is used, and no register is held for it.
struct PreparedChunk {
  /// Floats of memory for words and for scales, eight places each.
  static let wordFloats = 8 * 4 * laneCount
  static let scaleFloats = 8 * 2 * laneCount

  private let words: UnsafeMutablePointer<Float>
  private let scales: UnsafeMutablePointer<Float>

  @inline(__always) init(words: UnsafeMutablePointer<Float>, scales: UnsafeMutablePointer<Float>) {
    self.words = words
    self.scales = scales
  }

  @inline(__always) func set(_ set: Words, at place: Int) { set.store(words + place * 4 * laneCount) }

  @inline(__always) func word(_ w: Int, at place: Int) -> BitLanes {
    vbits(vload(words + (place * 4 + w) * laneCount))
  }

  @inline(__always) func set(scale: Lanes, offset: Lanes, at place: Int) {
    vstore(scales + place * 2 * laneCount, scale)
    vstore(scales + place * 2 * laneCount + laneCount, offset)
  }

  @inline(__always) func scale(at place: Int) -> Lanes { vload(scales + place * 2 * laneCount) }
  @inline(__always) func offset(at place: Int) -> Lanes { vload(scales + place * 2 * laneCount + laneCount) }

  /// The chunk whose words and scales lie so many floats further on.
  @inline(__always) func moved(words: Int, scales: Int) -> PreparedChunk {
    PreparedChunk(words: self.words + words, scales: self.scales + scales)
  }
}

/// Sixteen elements of sixteen rows, q · scale + offset. Element k is in byte k % 4 of word k / 4.
struct Square {
  /// Which bits of a byte q is, and how they become a float.
  enum Field {
    /// The low or the high four bits, or the whole byte.
    case low, high, byte
    /// A signed byte: flipping its upper bit makes it an unsigned one, 128 larger, which the offset takes back, and
    /// placing it in the fraction of 32,768 saves the conversion. The offset −(32,768 + 128) · scale is exact for a
    /// scale that was a half.
    case signedByte
  }

  private let chunk: PreparedChunk
  private let words: Int
  private let scale: Int
  private let field: Field

  /// The square whose words and scale are at these places of a chunk.
  @inline(__always) init(_ chunk: PreparedChunk, words: Int, scale: Int, _ field: Field) {
    self.chunk = chunk
    self.words = words
    self.scale = scale
    self.field = field
  }

  /// The square at the same places of another chunk.
  @inline(__always) func moved(words: Int, scales: Int) -> Square {
    Square(chunk.moved(words: words, scales: scales), words: self.words, scale: scale, field)
  }

  /// Calls `body` with the four elements of word `w`, a literal, and their numbers in the square.
  @inline(__always) func eachElement(ofWord w: Int, _ body: (_ k: Int, Lanes) -> Void) {
    let word = bytes(chunk.word(w, at: words))
    let (scale, offset) = (chunk.scale(at: scale), chunk.offset(at: scale))
    body(4 * w, vfma(number(word, 0), scale, offset))
    body(4 * w + 1, vfma(number(word, 1), scale, offset))
    body(4 * w + 2, vfma(number(word, 2), scale, offset))
    body(4 * w + 3, vfma(number(word, 3), scale, offset))
  }

  /// The bytes that q are.
  @inline(__always) private func bytes(_ word: BitLanes) -> BitLanes {
    switch field {
    case .low: vand(word, vsplat_bits(0x0F0F_0F0F))
    case .high: vand(vshift_right(word, 4), vsplat_bits(0x0F0F_0F0F))
    case .byte, .signedByte: word
    }
  }

  @inline(__always) private func number(_ word: BitLanes, _ k: Int32) -> Lanes {
    switch field {
    case .low, .high, .byte: vfloat_from(vsigned(vbyte(word, k)))
    case .signedByte: vfrom_bits(vxor(vbyte_above(word, k), vsplat_bits(0x4700_8000)))
    }
  }

  /// The offset of a scale where q is a signed byte.
  @inline(__always) static func offsetOfSignedByte(_ scale: Lanes) -> Lanes { vmul(scale, vsplat(-32_896)) }
}

/// The same block of sixteen neighbouring rows.
protocol BlockRows {
  /// Sixteen bytes of each block, from a byte on where words stand.
  func words(_ offset: Int) -> Words
  /// Four bytes of each block, and two.
  func word(_ offset: Int) -> BitLanes
  func half(_ offset: Int) -> BitLanes
}

/// As they stand in a file: rows of `rowBytes`, whose bytes are brought side by side here.
struct StoredRows: BlockRows {
  let block: UnsafeRawPointer
  let rowBytes: Int

  @inline(__always) func words(_ offset: Int) -> Words {
    let p = block + offset
    @inline(__always) func quarters(_ r: Int) -> BitLanes {
      vload_quarters(p + r * rowBytes, p + (r + 4) * rowBytes, p + (r + 8) * rowBytes, p + (r + 12) * rowBytes)
    }
    let (a, b, c, d) = transposeQuarters(quarters(0), quarters(1), quarters(2), quarters(3))
    return Words(a, b, c, d)
  }
  @inline(__always) func word(_ offset: Int) -> BitLanes { vgather_u32(block + offset, rowBytes) }
  @inline(__always) func half(_ offset: Int) -> BitLanes { vgather_u16(block + offset, rowBytes) }
}

/// As `interleave` leaves them: what stands at byte b of a block begins, for all sixteen rows, at byte 16 · b.
struct InterleavedRows: BlockRows {
  let block: UnsafeRawPointer

  @inline(__always) func words(_ offset: Int) -> Words {
    Words(word(offset), word(offset + 4), word(offset + 8), word(offset + 12))
  }
  @inline(__always) func word(_ offset: Int) -> BitLanes {
    vbits(vload((block + offset * laneCount).assumingMemoryBound(to: Float.self)))
  }
  @inline(__always) func half(_ offset: Int) -> BitLanes { vwiden_u16(block + offset * laneCount) }
}

/// Sixteen bytes of each of sixteen rows: word *w* holds, in lane *r*, bytes 4w … 4w + 3 of row *r*.
struct Words {
  var a: BitLanes
  var b: BitLanes
  var c: BitLanes
  var d: BitLanes

  @inline(__always) init(_ a: BitLanes, _ b: BitLanes, _ c: BitLanes, _ d: BitLanes) {
    self.a = a
    self.b = b
    self.c = c
    self.d = d
  }

  @inline(__always) func store(_ p: UnsafeMutablePointer<Float>) {
    vstore(p, vfrom_bits(a))
    vstore(p + laneCount, vfrom_bits(b))
    vstore(p + 2 * laneCount, vfrom_bits(c))
    vstore(p + 3 * laneCount, vfrom_bits(d))
  }

  @inline(__always) func map(_ transform: (BitLanes) -> BitLanes) -> Words {
    Words(transform(a), transform(b), transform(c), transform(d))
  }

  /// The bits of both.
  @inline(__always) func joined(_ other: Words) -> Words {
    Words(vor(a, other.a), vor(b, other.b), vor(c, other.c), vor(d, other.d))
  }

  /// Bits `shift ..< shift + 4` of every byte.
  @inline(__always) func nibbles(_ shift: UInt32) -> Words {
    map { vand(vshift_right($0, shift), vsplat_bits(0x0F0F_0F0F)) }
  }
}
