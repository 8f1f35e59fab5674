internal import CVector

/// Decodes `count` elements of the stored row at `row` into floats; for a type with blocks, whole blocks.
@inline(never) func decodeRow(
  _ type: UInt32, _ row: UnsafeRawPointer, _ count: Int, _ target: UnsafeMutablePointer<Float>
) {
  decodeGroups(type) { group in
    for g in 0..<count >> 5 {
      let decoded = group(row, g)
      vstore(target + g * 32, decoded.low)
      vstore(target + g * 32 + 16, decoded.high)
    }
  }
  for i in count & ~31..<count { target[i] = element(type, row, i) }
}

/// Calls `body` with the row decoder of a type, inlined into a loop of its own for each type.
@inline(__always) func decodeGroups(_ type: UInt32, _ body: ((UnsafeRawPointer, Int) -> Group) -> Void) {
  switch type {
  case 0: body(groupF32)
  case 1: body(groupF16)
  case 30: body(groupBF16)
  case 2: body(groupQ4_0)
  case 3: body(groupQ4_1)
  case 6: body(groupQ5_0)
  case 7: body(groupQ5_1)
  case 8: body(groupQ8_0)
  case 12: body(groupQ4_K)
  case 13: body(groupQ5_K)
  default: body(groupQ6_K)
  }
}

/// One element of a row of a type without blocks: rows of these may end anywhere.
@inline(__always) func element(_ type: UInt32, _ row: UnsafeRawPointer, _ i: Int) -> Float {
  switch type {
  case 0: row.loadUnaligned(fromByteOffset: 4 * i, as: Float.self)
  case 1: loadHalf(row + 2 * i)
  default: Float(bitPattern: UInt32(row.loadUnaligned(fromByteOffset: 2 * i, as: UInt16.self)) << 16)
  }
}
