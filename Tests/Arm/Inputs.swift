internal import KernelInterface

/// Numbers that look random and are the same on every machine: made by integer arithmetic and exact products alone.
struct Chance {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func bits() -> UInt32 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return UInt32(truncatingIfNeeded: state >> 33)
  }

  /// A number from −extent to extent.
  mutating func number(_ extent: Float) -> Float { Float(Int(bits() & 0xFFFF) - 0x8000) * (extent / 0x8000) }

  mutating func floats(_ count: Int, extent: Float = 2) -> UnsafeMutablePointer<Float> {
    let p = room(count)
    for i in 0..<count { p[i] = number(extent) }
    return p
  }

  /// A half of ordinary size, now and then one that is subnormal.
  fileprivate mutating func half() -> UInt16 {
    let bits = bits()
    let size: UInt32 = bits & 0x70 == 0 ? 0 : 0x2000 + (bits >> 8 & 0xC00)
    return UInt16(truncatingIfNeeded: size | bits >> 16 & 0x3FF | bits << 15 & 0x8000)
  }
}

/// Memory for `count` floats that is never given back: zero, and with room behind it for whole vectors.
func room(_ count: Int) -> UnsafeMutablePointer<Float> {
  let p = UnsafeMutablePointer<Float>.allocate(capacity: count + 64)
  for i in 0..<count + 64 { p[i] = 0 }
  return p
}

/// Stored rows of any element type, whose numbers are finite.
struct StoredMatrix {
  let bytes: UnsafeMutableRawPointer
  let rowBytes: Int

  init(_ type: ElementType, rows: Int, columns: Int, _ chance: inout Chance) {
    rowBytes = type.rowBytes(columns)!
    // Kernels ask for memory ahead of what they read.
    bytes = .allocate(byteCount: rows * rowBytes + 4096, alignment: 64)
    for i in 0..<rows * rowBytes { store(UInt8(truncatingIfNeeded: chance.bits() >> 5), at: i) }
    for block in 0..<rows * columns / type.blockElements {
      let start = block * type.blockBytes
      switch type {
      case .f32: bytes.storeBytes(of: chance.number(2), toByteOffset: start, as: Float.self)
      case .bf16: store(UInt16(chance.number(2).bitPattern >> 16), at: start)
      case .f16, .q4_0, .q5_0, .q8_0: store(chance.half(), at: start)
      case .q4_1, .q5_1, .q4_K, .q5_K:
        store(chance.half(), at: start)
        store(chance.half(), at: start + 2)
      case .q6_K: store(chance.half(), at: start + 208)
      }
    }
  }

  private func store<Number: BitwiseCopyable>(_ number: Number, at offset: Int) {
    bytes.storeBytes(of: number, toByteOffset: offset, as: Number.self)
  }
}

/// FNV-1a of the bits of results, and the line that shows it.
struct Checksum {
  private var hash: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func add(_ number: Float) { hash = (hash ^ UInt64(number.bitPattern)) &* 0x100_0000_01B3 }

  mutating func add(_ numbers: UnsafePointer<Float>, _ count: Int) {
    for i in 0..<count { add(numbers[i]) }
  }

  /// A line begins with the kernel's name, by which `compare.sh` sees that none was forgotten.
  func report(_ kernel: StaticString, _ of: StaticString = "", rows: Int = 0) {
    print(kernel, terminator: "")
    if of.utf8CodeUnitCount > 0 { print(" ", terminator: ""); print(of, terminator: "") }
    if rows > 0 { print(" rows:", terminator: ""); print(rows, terminator: "") }
    print(" ", terminator: "")
    print(hash)
  }
}
