/// Finds tokens that are taken out of a text before anything is merged: control tokens and user-defined ones.
///
/// The patterns are sorted; reading the text byte by byte narrows the range of those that still fit. Longest match
/// wins.
struct PatternMatcher: Sendable {
  private let patterns: ByteStrings
  private let tokens: [Int]
  private let isControl: [Bool]
  /// For each byte the patterns that begin with it.
  private let starts: [Range<Int>]

  /// Patterns with the tokens that they stand for. Empty ones are never found; of equal ones the first is.
  init(_ patterns: [(bytes: [UInt8], token: Int, isControl: Bool)]) {
    let sorted = patterns.filter { !$0.bytes.isEmpty }
      .sorted { $0.bytes == $1.bytes ? $0.token < $1.token : $0.bytes.lexicographicallyPrecedes($1.bytes) }
    self.patterns = ByteStrings(sorted.map(\.bytes))
    tokens = sorted.map(\.token)
    isControl = sorted.map(\.isControl)
    var starts = Array(repeating: 0..<0, count: 256)
    for (index, pattern) in sorted.enumerated() {
      let first = Int(pattern.bytes[0])
      starts[first] = (starts[first].isEmpty ? index : starts[first].lowerBound)..<index + 1
    }
    self.starts = starts
  }

  /// The longest pattern that stands at `position` of `text`; control tokens count only if `controls`.
  func longestMatch(
    in text: UnsafeRawBufferPointer, at position: Int, controls: Bool
  ) -> (token: Int, length: Int)? {
    var candidates = starts[Int(text[position])]
    var match: (token: Int, length: Int)?
    var depth = 1
    while !candidates.isEmpty {
      // Sorted, a pattern stands before all those that it begins.
      while let first = candidates.first, length(first) == depth {
        if match?.length != depth, controls || !isControl[first] { match = (tokens[first], depth) }
        candidates = candidates.dropFirst()
      }
      guard position + depth < text.count else { break }
      let byte = text[position + depth]
      let lower = partition(candidates) { self.byte($0, depth) >= byte }
      candidates = lower..<partition(lower..<candidates.upperBound) { self.byte($0, depth) > byte }
      depth += 1
    }
    return match
  }

  /// The token whose whole text is `text`.
  func token(_ text: StaticString) -> Int? {
    let bytes = UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    guard let match = longestMatch(in: bytes, at: 0, controls: true), match.length == bytes.count else { return nil }
    return match.token
  }

  private func length(_ index: Int) -> Int { patterns.offsets[index + 1] - patterns.offsets[index] }

  private func byte(_ index: Int, _ depth: Int) -> UInt8 { patterns.bytes[patterns.offsets[index] + depth] }

  /// The first of `range` that `isBeyond`, by halving.
  private func partition(_ range: Range<Int>, _ isBeyond: (Int) -> Bool) -> Int {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if isBeyond(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
