/// A merge that may be made: of the symbol at `position` with its neighbour, `length` bytes together.
struct Candidate {
  /// The rank above the position: the order in which merges are made.
  let key: UInt64
  let token: Int32
  let length: Int32

  init(rank: UInt32, position: Int, token: Int32, length: Int32) {
    key = UInt64(rank) << 32 | UInt64(position)
    self.token = token
    self.length = length
  }

  var position: Int { Int(key & 0xFFFF_FFFF) }
}

/// A binary heap that gives the candidate of the lowest key.
struct CandidateHeap {
  private var elements: [Candidate] = []

  /// Adds a candidate without keeping the order; `order()` must follow.
  mutating func append(_ candidate: Candidate) { elements.append(candidate) }

  /// Makes a heap of what was appended, in linear time.
  mutating func order() {
    for index in stride(from: elements.count / 2 - 1, through: 0, by: -1) { sink(elements[index], from: index) }
  }

  mutating func insert(_ candidate: Candidate) {
    var index = elements.count
    elements.append(candidate)
    while index > 0 {
      let parent = (index - 1) / 2
      guard candidate.key < elements[parent].key else { break }
      elements[index] = elements[parent]
      index = parent
    }
    elements[index] = candidate
  }

  mutating func popFirst() -> Candidate? {
    guard let first = elements.first, let last = elements.popLast() else { return nil }
    if !elements.isEmpty { sink(last, from: 0) }
    return first
  }

  private mutating func sink(_ candidate: Candidate, from start: Int) {
    var index = start
    while true {
      var child = 2 * index + 1
      guard child < elements.count else { break }
      if child + 1 < elements.count, elements[child + 1].key < elements[child].key { child += 1 }
      guard elements[child].key < candidate.key else { break }
      elements[index] = elements[child]
      index = child
    }
    elements[index] = candidate
  }
}
