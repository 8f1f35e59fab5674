/// Many byte strings end to end: a vocabulary of 262,144 tokens is two allocations. Token bytes are never `String`s: they may be parts of characters, and `String` takes
/// tokens that differ for equal when they show the same.
package struct ByteStrings: Equatable, Sendable {
  /// All strings, one after the other.
  package let bytes: [UInt8]
  /// Where each string begins in `bytes`, and one more: the end of the last.
  package let offsets: [Int]

  /// Takes strings as they are packed. `offsets` begins with 0, never decreases, and ends with `bytes.count`.
  package init(bytes: [UInt8], offsets: [Int]) {
    precondition(offsets.first == 0 && offsets.last == bytes.count)
    self.bytes = bytes
    self.offsets = offsets
  }

  /// Packs strings.
  package init(_ strings: some Sequence<some Sequence<UInt8>>) {
    var bytes: [UInt8] = []
    var offsets = [0]
    for string in strings {
      bytes.append(contentsOf: string)
      offsets.append(bytes.count)
    }
    self.bytes = bytes
    self.offsets = offsets
  }

  /// The number of strings.
  package var count: Int { offsets.count - 1 }

  /// String `index`, a view of `bytes`.
  package subscript(index: Int) -> ArraySlice<UInt8> { bytes[offsets[index]..<offsets[index + 1]] }

  /// String `index` as text; malformed parts become U+FFFD.
  package func text(_ index: Int) -> String { String(decoding: self[index], as: UTF8.self) }

  /// Calls `body` with string `index`, where it lies.
  func withBytes<Result>(of index: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    bytes.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[offsets[index]..<offsets[index + 1]])) }
  }
}
