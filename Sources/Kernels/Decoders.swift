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
  /// Reads what the squares of a block share; `block` is the block of the first of sixteen rows, `rowBytes` the way to
  /// the next row.
  init(_ block: UnsafeRawPointer, _ rowBytes: Int)
  /// Square `i` of the block: elements 16i … 16i + 15.
  func square(_ i: Int) -> Square
}

extension BlockDecoder {
  @inline(__always) static var blockElements: Int { type.blockElements }
  @inline(__always) static var blockBytes: Int { type.blockBytes }
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

/// Sixteen elements of sixteen rows. Element k comes from q, byte k % 4 of word k / 4.
struct Square {
  private let words: Words
  private let scale: Lanes
  private let offset: Lanes
  /// The bits of 256 and of the sign flip, where a byte is made a fraction; 0 where it is converted.
  private let magic: UInt32

  /// q · scale + offset.
  @inline(__always) init(_ words: Words, scale: Lanes, offset: Lanes) {
    self.words = words
    self.scale = scale
    self.offset = offset
    magic = 0
  }

  /// (q − centre) · scale. The byte becomes the fraction of a float between 256 and 512, which saves its conversion;
  /// (256 + centre) · scale is exact for the scales of all these types, so the fused product is as well. A signed byte
  /// becomes an unsigned one, 128 larger, by flipping its upper bit.
  @inline(__always) init(_ words: Words, scale: Lanes, centre: Float, signed: Bool = false) {
    self.words = words
    self.scale = scale
    offset = vmul(scale, vsplat(-256 - centre))
    magic = signed ? 0x43C0_0000 : 0x4380_0000
  }

  /// Element `k`, a literal where this is inlined.
  @inline(__always) func element(_ k: Int) -> Lanes {
    let word = words[k >> 2]
    let first = UInt32(k & 3) * 8
    if magic != 0 {
      let placed = first < 15 ? vshift_left(word, 15 - first) : vshift_right(word, first - 15)
      let value = vxor(vand(placed, vsplat_bits(0x007F_8000)), vsplat_bits(magic))
      return vfma(vfrom_bits(value), scale, offset)
    }
    let field = first == 24 ? vshift_right(word, 24) : vand(vshift_right(word, first), vsplat_bits(255))
    return vfma(vfloat_from(vsigned(field)), scale, offset)
  }
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

  @inline(__always) init(_ p: UnsafeRawPointer, _ rowBytes: Int) {
    @inline(__always) func quarters(_ r: Int) -> BitLanes {
      vload_quarters(p + r * rowBytes, p + (r + 4) * rowBytes, p + (r + 8) * rowBytes, p + (r + 12) * rowBytes)
    }
    (a, b, c, d) = transposeQuarters(quarters(0), quarters(1), quarters(2), quarters(3))
  }

  @inline(__always) subscript(_ w: Int) -> BitLanes { w == 0 ? a : w == 1 ? b : w == 2 ? c : d }

  @inline(__always) func map(_ transform: (BitLanes) -> BitLanes) -> Words {
    Words(transform(a), transform(b), transform(c), transform(d))
  }

  /// Bits `shift ..< shift + 4` of every byte.
  @inline(__always) func nibbles(_ shift: UInt32) -> Words {
    map { vand(vshift_right($0, shift), vsplat_bits(0x0F0F_0F0F)) }
  }
}
