/// A rule that says which neighbours become one token.
protocol MergeRule {
  /// What the two tokens make, and how late: the lowest rank is merged first. `nil` if they stay apart.
  /// `bytes` is the text they cover together; a token is -1 where its text is none.
  func merge(_ left: Int32, _ right: Int32, _ bytes: UnsafeRawBufferPointer) -> Merge?
}

struct Merge: Equatable, Sendable {
  var rank: UInt32
  var token: Int32
}

/// Byte-pair encoding of one word: merges the pair of lowest rank, the leftmost of equals, until none is left.
///
/// Candidates wait in a heap and symbols form a linked list, so that a word of n symbols takes O(n log n) time. A
/// symbol is known by the byte where it begins, so its right neighbour is where it ends. One merger serves many
/// words, and so allocates for few. Words are shorter than 2³¹ bytes.
struct PairMerger {
  /// For each byte at which a symbol begins: the symbol's length, the beginning of the one before, and its token.
  private var lengths: [Int32] = []
  private var previous: [Int32] = []
  private var tokens: [Int32] = []
  private var heap = CandidateHeap()

  /// Starts a word. The symbols follow by `append`, from left to right.
  mutating func begin(bytes count: Int) {
    if lengths.count < count {
      lengths = Array(repeating: 0, count: max(count, 2 * lengths.count))
      previous = lengths
      tokens = lengths
    }
    end = 0
    last = -1
  }

  private var end = 0
  private var last: Int32 = -1

  mutating func append(_ token: Int32, length: Int) {
    lengths[end] = Int32(length)
    tokens[end] = token
    previous[end] = last
    last = Int32(end)
    end += length
  }

  /// Merges, then calls `emit` with each symbol: its token or -1, and the bytes it covers.
  mutating func merge(
    _ word: UnsafeRawBufferPointer, by rule: some MergeRule, emit: (Int32, Range<Int>) -> Void
  ) {
    var position = 0
    while position < end {
      if let candidate = candidate(at: position, word, rule) { heap.append(candidate) }
      position += Int(lengths[position])
    }
    heap.order()
    while let candidate = heap.popFirst() {
      let left = candidate.position
      guard lengths[left] > 0, left + Int(candidate.length) <= end else { continue }
      let right = left + Int(lengths[left])
      // Symbols only grow, so the same length means the same two symbols.
      guard right < end, lengths[left] + lengths[right] == candidate.length else { continue }
      lengths[left] = candidate.length
      lengths[right] = 0
      tokens[left] = candidate.token
      let next = left + Int(candidate.length)
      if next < end { previous[next] = Int32(left) }
      if let found = self.candidate(at: left, word, rule) { heap.insert(found) }
      if previous[left] >= 0, let found = self.candidate(at: Int(previous[left]), word, rule) { heap.insert(found) }
    }
    position = 0
    while position < end {
      let length = Int(lengths[position])
      emit(tokens[position], position..<position + length)
      position += length
    }
  }

  /// The merge of the symbol at `left` with its right neighbour.
  private func candidate(at left: Int, _ word: UnsafeRawBufferPointer, _ rule: some MergeRule) -> Candidate? {
    let right = left + Int(lengths[left])
    guard right < end else { return nil }
    let bytes = UnsafeRawBufferPointer(rebasing: word[left..<right + Int(lengths[right])])
    guard let merge = rule.merge(tokens[left], tokens[right], bytes) else { return nil }
    return Candidate(rank: merge.rank, position: left, token: merge.token, length: Int32(bytes.count))
  }
}
