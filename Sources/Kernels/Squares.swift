internal import CVector

// What a matrix product reads of sixteen neighbouring stored rows: vectors in which a lane is a row, one for each
// element in the order of the depth. Four bytes of sixteen rows are brought side by side as words first, so that
// decoding already leaves a row a lane and floats need no transposing.

/// Decodes a quantised type with a row a lane.
///
/// A block (32 or 256 elements) of sixteen rows is read in parts of sixteen elements each.
protocol SquareDecoder {
  static var blockElements: Int { get }
  static var blockBytes: Int { get }
  /// Reads what the block's parts share; `block` is the block of the first row, `rowBytes` the way to the next row.
  init(_ block: UnsafeRawPointer, _ rowBytes: Int)
  /// Reads part `i`: elements 16i … 16i + 15 of the block.
  func part(_ i: Int) -> SquarePart
}

/// Sixteen elements of sixteen rows. Element k comes from q, byte k % 4 of word k / 4.
struct SquarePart {
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

/// Runs `body` for 0 … 15, unrolled.
@inline(__always) func unrolled16(_ body: (Int) -> Void) {
  body(0); body(1); body(2); body(3); body(4); body(5); body(6); body(7)
  body(8); body(9); body(10); body(11); body(12); body(13); body(14); body(15)
}

/// Stores blocks of sixteen rows into a panel: `target[k * panelColumns + r]` is element k of row r.
@inline(__always) func storeSquares<Decoder: SquareDecoder>(
  _: Decoder.Type, _ base: UnsafeRawPointer, _ rowBytes: Int, _ firstPart: Int, _ parts: Int,
  _ target: UnsafeMutablePointer<Float>, ahead: UnsafeRawPointer
) {
  let partsOfBlock = Decoder.blockElements / 16
  let partBytes = Decoder.blockBytes * laneCount / partsOfBlock
  var i = firstPart
  while i < firstPart + parts {
    let decoder = Decoder(base + i / partsOfBlock * Decoder.blockBytes, rowBytes)
    let end = min(firstPart + parts, (i / partsOfBlock + 1) * partsOfBlock)
    while i < end {
      prefetch(ahead + 2 * i * partBytes, partBytes)
      let part = decoder.part(i % partsOfBlock)
      let rows = target + (i - firstPart) * 16 * panelColumns
      unrolled16 { k in vstore(rows + k * panelColumns, part.element(k)) }
      i += 1
    }
  }
}

/// One row of activations `x` against 64 stored rows, without a panel: the same chain of fused products for every
/// column.
@inline(__always) func multiplySquares<Decoder: SquareDecoder>(
  _: Decoder.Type, _ x: UnsafePointer<Float>, _ depth: Int, _ base: UnsafeRawPointer, _ rowBytes: Int,
  _ c: UnsafeMutablePointer<Float>
) {
  let partsOfBlock = Decoder.blockElements / 16
  let partBytes = Decoder.blockBytes * 64 / partsOfBlock
  let step = laneCount * rowBytes
  var ahead = base + 64 * rowBytes
  var (s0, s1, s2, s3) = (vsplat(0), vsplat(0), vsplat(0), vsplat(0))
  for b in 0..<depth / Decoder.blockElements {
    let block = base + b * Decoder.blockBytes
    let d0 = Decoder(block, rowBytes)
    let d1 = Decoder(block + step, rowBytes)
    let d2 = Decoder(block + 2 * step, rowBytes)
    let d3 = Decoder(block + 3 * step, rowBytes)
    for i in 0..<partsOfBlock {
      let (p0, p1, p2, p3) = (d0.part(i), d1.part(i), d2.part(i), d3.part(i))
      let activations = x + b * Decoder.blockElements + i * 16
      unrolled16 { k in
        // Evenly, so that the requests never queue up.
        if k * 64 < partBytes { vprefetch(ahead + k * 64) }
        let value = vsplat(activations[k])
        s0 = vfma(value, p0.element(k), s0)
        s1 = vfma(value, p1.element(k), s1)
        s2 = vfma(value, p2.element(k), s2)
        s3 = vfma(value, p3.element(k), s3)
      }
      if partBytes > 16 * 64 { prefetch(ahead + 16 * 64, partBytes - 16 * 64) }
      ahead += partBytes
    }
  }
  vstore(c, s0)
  vstore(c + 16, s1)
  vstore(c + 32, s2)
  vstore(c + 48, s3)
}

/// Asks for memory that is needed soon: sixteen rows at a time are more streams than a processor follows by itself.
@inline(__always) func prefetch(_ p: UnsafeRawPointer, _ bytes: Int) {
  var offset = 0
  while offset < bytes {
    vprefetch(p + offset)
    offset += 64
  }
}
