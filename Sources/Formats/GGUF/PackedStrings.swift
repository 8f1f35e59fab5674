/// Many byte strings end to end: a vocabulary of 262,144 tokens is two allocations, not 262,144.
///
/// They need not be UTF-8: a token may hold a part of a character.
package struct PackedStrings: Equatable, Sendable {
  /// All strings, one after the other.
  package let bytes: [UInt8]
  /// Where each string begins in `bytes`, and one more: the end of the last. Never decreasing.
  package let offsets: [Int]

  /// The number of strings.
  package var count: Int { offsets.count - 1 }

  /// String `index`, a view of `bytes`.
  package subscript(index: Int) -> ArraySlice<UInt8> { bytes[offsets[index]..<offsets[index + 1]] }

  /// String `index` as text; malformed parts become U+FFFD.
  package func text(_ index: Int) -> String { String(decoding: self[index], as: UTF8.self) }
}

extension PackedStrings {
  /// Packs strings one after the other.
  package init(_ strings: some Sequence<[UInt8]>) {
    var bytes: [UInt8] = []
    var offsets = [0]
    for string in strings {
      bytes += string
      offsets.append(bytes.count)
    }
    self.init(bytes: bytes, offsets: offsets)
  }

  /// Reads `count` GGUF strings (a 64-bit length, then the bytes). One pass checks and measures, a second one copies.
  init(reading count: Int, from reader: inout ByteReader) throws(FormatError) {
    var check = reader
    var total = 0
    for _ in 0..<count { total += try check.string("a string in an array").count }

    var offsets = [Int]()
    offsets.reserveCapacity(count + 1)
    offsets.append(0)
    var bytes = [UInt8]()
    bytes.reserveCapacity(total)
    for _ in 0..<count {
      bytes.append(contentsOf: try reader.string("a string in an array"))
      offsets.append(bytes.count)
    }
    self.init(bytes: bytes, offsets: offsets)
  }
}
