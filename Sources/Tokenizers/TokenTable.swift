/// Finds the id of a token by its bytes: a hash table with open addressing over strings that stay where they are
/// packed.
///
/// Hashes are Swift's, seeded anew in each process, so that no file can be made whose tokens all collide.
struct TokenTable: Sendable {
  private let tokens: ByteStrings
  /// Zero, or the upper half of a token's hash above its id plus one.
  private var slots: [UInt64]
  private let mask: Int
  /// The length of the longest token, in bytes.
  private(set) var longest = 0

  /// A table of the tokens that `isIncluded` accepts. Of equal ones the first is found.
  init(_ tokens: ByteStrings, where isIncluded: (Int) -> Bool) {
    var capacity = 16
    while capacity < tokens.count * 2 { capacity *= 2 }
    self.tokens = tokens
    slots = Array(repeating: 0, count: capacity)
    mask = capacity - 1
    tokens.bytes.withUnsafeBytes { all in
      for id in 0..<tokens.count where isIncluded(id) {
        let token = UnsafeRawBufferPointer(rebasing: all[tokens.offsets[id]..<tokens.offsets[id + 1]])
        let hash = Self.hash(token)
        let (slot, found) = find(token, hash: hash, among: all)
        guard found == nil else { continue }
        slots[slot] = UInt64(hash >> 32) << 32 | UInt64(id + 1)
        longest = max(longest, token.count)
      }
    }
  }

  /// The id of the token with these bytes, or `nil` when there is none.
  func id(of bytes: UnsafeRawBufferPointer) -> Int? {
    guard bytes.count <= longest else { return nil }
    return tokens.bytes.withUnsafeBytes { find(bytes, hash: Self.hash(bytes), among: $0).id }
  }

  /// The slot where `bytes` are or would go, and their id if they are there.
  private func find(
    _ bytes: UnsafeRawBufferPointer, hash: UInt, among all: UnsafeRawBufferPointer
  ) -> (slot: Int, id: Int?) {
    var index = Int(truncatingIfNeeded: hash) & mask
    while slots[index] != 0 {
      if slots[index] >> 32 == UInt64(hash >> 32) {
        let id = Int(slots[index] & 0xFFFF_FFFF) - 1
        let token = UnsafeRawBufferPointer(rebasing: all[tokens.offsets[id]..<tokens.offsets[id + 1]])
        if token.elementsEqual(bytes) { return (index, id) }
      }
      index = (index + 1) & mask
    }
    return (index, nil)
  }

  private static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt {
    var hasher = Hasher()
    hasher.combine(bytes: bytes)
    return UInt(bitPattern: hasher.finalize())
  }
}
