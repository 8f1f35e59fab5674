internal import CVector

// A stored row is read in groups of 32 elements: here one function a type gives group `g` of the row at `row` as two
// vectors of sixteen neighbouring elements. Layouts: GGUF version 3. The products are exact in a float, so a fused
// product and a separate one give the same bits as every other reader of the format.

typealias Group = (low: Lanes, high: Lanes)

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

@inline(__always) private func scaled(_ q: (BitLanes, BitLanes), _ d: Float, _ m: Float) -> Group {
  let (scale, offset) = (vsplat(d), vsplat(m))
  return (
    vfma(vfloat_from(vsigned(q.0)), scale, offset), vfma(vfloat_from(vsigned(q.1)), scale, offset)
  )
}

/// (q − centre) · d, so that a zero has the sign which the product gives it.
@inline(__always) private func centred(_ q: (BitLanes, BitLanes), _ centre: Float, _ d: Float) -> Group {
  @inline(__always) func values(_ q: BitLanes) -> Lanes {
    vmul(vsub(vfloat_from(vsigned(q)), vsplat(centre)), vsplat(d))
  }
  return (values(q.0), values(q.1))
}

/// (q − 8) · d
@inline(__always) func groupQ4_0(_ row: UnsafeRawPointer, _ g: Int) -> Group {
  let p = row + g * 18
  return centred(nibbles(p + 2), 8, loadHalf(p))
}

/// q · d + m
@inline(__always) func groupQ4_1(_ row: UnsafeRawPointer, _ g: Int) -> Group {
  let p = row + g * 20
  return scaled(nibbles(p + 4), loadHalf(p), loadHalf(p + 2))
}

/// (q − 16) · d
@inline(__always) func groupQ5_0(_ row: UnsafeRawPointer, _ g: Int) -> Group {
  let p = row + g * 22
  return centred(fiveBits(p + 6, p + 2), 16, loadHalf(p))
}

/// q · d + m
@inline(__always) func groupQ5_1(_ row: UnsafeRawPointer, _ g: Int) -> Group {
  let p = row + g * 24
  return scaled(fiveBits(p + 8, p + 4), loadHalf(p), loadHalf(p + 2))
}

/// q · d
@inline(__always) func groupQ8_0(_ row: UnsafeRawPointer, _ g: Int) -> Group {
  let p = row + g * 34
  let d = vsplat(loadHalf(p))
  return (vmul(vfloat_from(vwiden_s8(p + 2)), d), vmul(vfloat_from(vwiden_s8(p + 18)), d))
}

/// The six-bit scale and minimum of sub-block `j` (0–7) of a Q4_K or Q5_K block, whose twelve scale bytes start at `b`.
@inline(__always) private func scaleAndMinimum(_ b: UnsafeRawPointer, _ j: Int) -> (Float, Float) {
  @inline(__always) func byte(_ i: Int) -> UInt8 { b.load(fromByteOffset: i, as: UInt8.self) }
  if j < 4 { return (Float(byte(j) & 63), Float(byte(j + 4) & 63)) }
  let scale = (byte(j + 4) & 15) | ((byte(j - 4) >> 6) << 4)
  let minimum = (byte(j + 4) >> 4) | ((byte(j) >> 6) << 4)
  return (Float(scale), Float(minimum))
}

/// d · scale · q − dmin · minimum; 32 bytes hold the low nibbles of one sub-block and the high ones of the next.
@inline(__always) func groupQ4_K(_ row: UnsafeRawPointer, _ g: Int) -> Group {
  let block = row + (g >> 3) * 144
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

/// As Q4_K, with a fifth bit: bit `j` of 32 bytes that the eight sub-blocks share.
@inline(__always) func groupQ5_K(_ row: UnsafeRawPointer, _ g: Int) -> Group {
  let block = row + (g >> 3) * 176
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

/// d · scale · (q − 32), a scale for every 16 elements. In each half of 128, 64 bytes hold the low four bits of two
/// sub-blocks each, and 32 bytes the upper two bits of all four.
@inline(__always) func groupQ6_K(_ row: UnsafeRawPointer, _ g: Int) -> Group {
  let block = row + (g >> 3) * 210
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
