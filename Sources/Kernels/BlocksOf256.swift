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

  private let scales: ScalesOfK
  let block: UnsafeRawPointer
  let rowBytes: Int

  @inline(__always) init(_ block: UnsafeRawPointer, _ rowBytes: Int) {
    self.block = block
    self.rowBytes = rowBytes
    scales = ScalesOfK(block, rowBytes)
  }

  @inline(__always) func square(_ i: Int) -> Square {
    let (j, half) = (i >> 1, i & 1)
    let (scale, offset) = scales.ofSubBlock(j)
    let words = Words(block + 16 + (j >> 1) * 32 + half * 16, rowBytes)
    return Square(words.nibbles(UInt32(j & 1) * 4), scale: scale, offset: offset)
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

  private let scales: ScalesOfK
  let block: UnsafeRawPointer
  let rowBytes: Int

  @inline(__always) init(_ block: UnsafeRawPointer, _ rowBytes: Int) {
    self.block = block
    self.rowBytes = rowBytes
    scales = ScalesOfK(block, rowBytes)
  }

  @inline(__always) func square(_ i: Int) -> Square {
    let (j, half) = (i >> 1, i & 1)
    let (scale, offset) = scales.ofSubBlock(j)
    let low = Words(block + 48 + (j >> 1) * 32 + half * 16, rowBytes).nibbles(UInt32(j & 1) * 4)
    let high = Words(block + 16 + half * 16, rowBytes).map {
      vshift_left(vand(vshift_right($0, UInt32(j)), vsplat_bits(0x0101_0101)), 4)
    }
    let five = Words(vor(low.a, high.a), vor(low.b, high.b), vor(low.c, high.c), vor(low.d, high.d))
    return Square(five, scale: scale, offset: offset)
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

  let block: UnsafeRawPointer
  let rowBytes: Int
  let d: Lanes

  @inline(__always) init(_ block: UnsafeRawPointer, _ rowBytes: Int) {
    self.block = block
    self.rowBytes = rowBytes
    d = floatsFromHalves(vgather_u16(block + 208, rowBytes))
  }

  @inline(__always) func square(_ i: Int) -> Square {
    let (half, j, sixteen) = (i >> 3, (i >> 1) & 3, i & 1)
    let low = Words(block + half * 64 + (j & 1) * 32 + sixteen * 16, rowBytes).nibbles(UInt32(j >> 1) * 4)
    let high = Words(block + 128 + half * 32 + sixteen * 16, rowBytes).map {
      vshift_left(vand(vshift_right($0, UInt32(j) * 2), vsplat_bits(0x0303_0303)), 4)
    }
    let six = Words(vor(low.a, high.a), vor(low.b, high.b), vor(low.c, high.c), vor(low.d, high.d))
    // The signed scale is the high byte of the word that ends at its byte.
    let bits = vgather_u32(block + 192 + i - 3, rowBytes)
    let scale = vmul(vfloat_from(vshift_right_signed(vsigned(bits), 24)), d)
    return Square(six, scale: scale, centre: 32)
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
