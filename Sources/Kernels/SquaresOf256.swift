internal import CVector

// Blocks of 256 elements: eight sub-blocks of 32 with six-bit scales (Q4_K, Q5_K), sixteen of 16 with eight-bit ones
// (Q6_K).

/// The scales of sixteen Q4_K or Q5_K blocks, a row a lane: d, dmin and the twelve bytes of packed scales and minima.
private struct ScalesOfK {
  let d: Lanes
  let minimumScale: Lanes
  let scales: BitLanes
  let minima: BitLanes
  let upper: BitLanes

  @inline(__always) init(_ block: UnsafeRawPointer, _ rowBytes: Int) {
    let both = vgather_u32(block, rowBytes)
    d = floatsFromHalves(vand(both, vsplat_bits(0xFFFF)))
    minimumScale = floatsFromHalves(vshift_right(both, 16))
    scales = vgather_u32(block + 4, rowBytes)
    minima = vgather_u32(block + 8, rowBytes)
    upper = vgather_u32(block + 12, rowBytes)
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

struct SquareQ4_K: SquareDecoder {
  static var blockElements: Int { 256 }
  static var blockBytes: Int { 144 }
  private let scales: ScalesOfK
  let block: UnsafeRawPointer
  let rowBytes: Int

  @inline(__always) init(_ block: UnsafeRawPointer, _ rowBytes: Int) {
    self.block = block
    self.rowBytes = rowBytes
    scales = ScalesOfK(block, rowBytes)
  }

  @inline(__always) func part(_ i: Int) -> SquarePart {
    let (j, half) = (i >> 1, i & 1)
    let (scale, offset) = scales.ofSubBlock(j)
    let words = Words(block + 16 + (j >> 1) * 32 + half * 16, rowBytes)
    return SquarePart(words.nibbles(UInt32(j & 1) * 4), scale: scale, offset: offset)
  }
}

struct SquareQ5_K: SquareDecoder {
  static var blockElements: Int { 256 }
  static var blockBytes: Int { 176 }
  private let scales: ScalesOfK
  let block: UnsafeRawPointer
  let rowBytes: Int

  @inline(__always) init(_ block: UnsafeRawPointer, _ rowBytes: Int) {
    self.block = block
    self.rowBytes = rowBytes
    scales = ScalesOfK(block, rowBytes)
  }

  @inline(__always) func part(_ i: Int) -> SquarePart {
    let (j, half) = (i >> 1, i & 1)
    let (scale, offset) = scales.ofSubBlock(j)
    let low = Words(block + 48 + (j >> 1) * 32 + half * 16, rowBytes).nibbles(UInt32(j & 1) * 4)
    let high = Words(block + 16 + half * 16, rowBytes).map {
      vshift_left(vand(vshift_right($0, UInt32(j)), vsplat_bits(0x0101_0101)), 4)
    }
    let five = Words(vor(low.a, high.a), vor(low.b, high.b), vor(low.c, high.c), vor(low.d, high.d))
    return SquarePart(five, scale: scale, offset: offset)
  }
}

struct SquareQ6_K: SquareDecoder {
  static var blockElements: Int { 256 }
  static var blockBytes: Int { 210 }
  let block: UnsafeRawPointer
  let rowBytes: Int
  let d: Lanes

  @inline(__always) init(_ block: UnsafeRawPointer, _ rowBytes: Int) {
    self.block = block
    self.rowBytes = rowBytes
    d = floatsFromHalves(vgather_u16(block + 208, rowBytes))
  }

  @inline(__always) func part(_ i: Int) -> SquarePart {
    let (half, j, sixteen) = (i >> 3, (i >> 1) & 3, i & 1)
    let low = Words(block + half * 64 + (j & 1) * 32 + sixteen * 16, rowBytes).nibbles(UInt32(j >> 1) * 4)
    let high = Words(block + 128 + half * 32 + sixteen * 16, rowBytes).map {
      vshift_left(vand(vshift_right($0, UInt32(j) * 2), vsplat_bits(0x0303_0303)), 4)
    }
    let six = Words(vor(low.a, high.a), vor(low.b, high.b), vor(low.c, high.c), vor(low.d, high.d))
    // The signed scale is the high byte of the word that ends at its byte.
    let bits = vgather_u32(block + 192 + i - 3, rowBytes)
    let scale = vmul(vfloat_from(vshift_right_signed(vsigned(bits), 24)), d)
    return SquarePart(six, scale: scale, centre: 32)
  }
}
