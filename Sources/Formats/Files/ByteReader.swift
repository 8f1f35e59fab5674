/// A cursor over little-endian bytes that checks before it reads: running out of bytes is an error that names the
/// place.
struct ByteReader {
  private let bytes: UnsafeRawBufferPointer
  /// The distance from the start of the file, in bytes.
  private(set) var offset = 0

  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  var remaining: Int { bytes.count - offset }

  /// Reads an integer of `T`'s width.
  mutating func integer<T: FixedWidthInteger>(_ type: T.Type = T.self) throws(FormatError) -> T {
    let raw = try take(MemoryLayout<T>.size, "a number")
    return T(littleEndian: raw.loadUnaligned(as: T.self))
  }

  /// Reads `count` bytes without copying them.
  mutating func take(_ count: Int, _ what: String) throws(FormatError) -> UnsafeRawBufferPointer {
    guard count >= 0, count <= remaining else { throw tooLong(what, count: UInt64(clamping: count), at: offset) }
    defer { offset += count }
    return UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + count])
  }

  /// Reads a 64-bit count of items that take at least `size` bytes each, which must fit in what remains.
  mutating func count(of what: String, atLeast size: Int) throws(FormatError) -> Int {
    let start = offset
    let count = try integer(UInt64.self)
    guard count <= UInt64(remaining / size) else { throw tooLong(what, count: count, at: start) }
    return Int(count)
  }

  /// Reads a 64-bit length and that many bytes.
  mutating func string(_ what: String) throws(FormatError) -> UnsafeRawBufferPointer {
    let length = try count(of: "bytes of \(what)", atLeast: 1)
    return try take(length, what)
  }

  private func tooLong(_ what: String, count: UInt64, at start: Int) -> FormatError {
    .invalid(.byte(start), problem: "the file ends too early: \(remaining) bytes are left for \(count) × \(what)")
  }
}
