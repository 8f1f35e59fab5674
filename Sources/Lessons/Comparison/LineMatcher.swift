/// Finds the parts of a `LinePattern` in one line of output.
struct LineMatcher {
  typealias Accept = (_ found: NumberToken, _ expected: LinePattern.Tolerated) -> Bool

  private let text: [UInt8]
  private let numbers: [NumberToken]

  init(_ line: String) {
    text = Array(line.utf8)
    numbers = NumberToken.all(in: text)
  }

  /// Whether the segments cover the whole line, with any text between two of them.
  func matches(_ segments: [[LinePattern.Atom]], accept: Accept) -> Bool {
    var position = 0
    for (index, segment) in segments.enumerated() {
      let isLast = index == segments.count - 1
      guard let end = place(segment, from: position, anchored: index == 0, toEnd: isLast, accept: accept) else {
        return false
      }
      position = end
    }
    return true
  }

  /// The numbers that stand where the pattern has numbers, whatever their size; nil when the rest does not match.
  func numbers(_ segments: [[LinePattern.Atom]]) -> [String]? {
    var position = 0
    var numbers: [NumberToken] = []
    for (index, segment) in segments.enumerated() {
      var found: [NumberToken] = []
      let isLast = index == segments.count - 1
      let end = place(segment, from: position, anchored: index == 0, toEnd: isLast) { token, _ in
        found.append(token)
        return true
      }
      guard let end else { return nil }
      position = end
      // Attempts that came to nothing have left their numbers in front.
      numbers += found.suffix(segment.count(where: \.isNumber))
    }
    return numbers.map { String(decoding: text[$0.range], as: UTF8.self) }
  }

  /// The bytes that keep the line from matching: behind what matches at the beginning, in front of what matches at the
  /// end. Empty where only something is missing.
  func mismatch(_ segments: [[LinePattern.Atom]], accept: Accept) -> Range<Int> {
    var start = 0
    for (index, segment) in segments.enumerated() {
      let isLast = index == segments.count - 1
      if let end = place(segment, from: start, anchored: index == 0, toEnd: isLast, accept: accept) {
        start = end
      } else {
        let place = index == 0 ? 0 : segment.first.flatMap { candidate(for: $0, from: start) } ?? start
        start = endOfBeginning(of: segment, at: place, accept: accept)
        break
      }
    }
    var end = text.count
    for atom in (segments.last ?? []).reversed() {
      switch atom {
      case .literal(let bytes):
        let common = zip(bytes.reversed(), text[..<end].reversed()).prefix { $0 == $1 }.count
        end -= common
        if common < bytes.count { return start..<max(start, end) }
      case .number(let expected):
        guard let token = numbers.first(where: { $0.range.upperBound == end }), accept(token, expected) else {
          return start..<max(start, end)
        }
        end = token.range.lowerBound
      }
    }
    return start..<max(start, end)
  }

  /// How far the line goes on as `segment` does from `start` on.
  private func endOfBeginning(of segment: [LinePattern.Atom], at start: Int, accept: Accept) -> Int {
    var position = start
    for atom in segment {
      switch atom {
      case .literal(let bytes):
        let common = zip(bytes, text[position...]).prefix { $0 == $1 }.count
        position += common
        if common < bytes.count { return position }
      case .number(let expected):
        guard let token = number(from: position), token.range.lowerBound == position, accept(token, expected) else {
          return position
        }
        position = token.range.upperBound
      }
    }
    return position
  }

  /// Where the leftmost place of `segment` ends.
  private func place(
    _ segment: [LinePattern.Atom], from start: Int, anchored: Bool, toEnd: Bool, accept: Accept
  ) -> Int? {
    if anchored {
      let end = self.end(of: segment, at: start, accept: accept)
      return toEnd && end != text.count ? nil : end
    }
    guard let first = segment.first else { return toEnd ? text.count : start }
    var position = start
    while let candidate = candidate(for: first, from: position) {
      if let end = end(of: segment, at: candidate, accept: accept), !toEnd || end == text.count { return end }
      position = candidate + 1
    }
    return nil
  }

  /// The next place at which an atom may begin.
  private func candidate(for atom: LinePattern.Atom, from start: Int) -> Int? {
    switch atom {
    case .literal(let bytes): text[...].firstRange(of: bytes, from: start)?.lowerBound
    case .number: number(from: start)?.range.lowerBound
    }
  }

  /// Where `segment` ends when it begins at `start`.
  private func end(of segment: [LinePattern.Atom], at start: Int, accept: Accept) -> Int? {
    var position = start
    for atom in segment {
      switch atom {
      case .literal(let bytes):
        guard text[position...].starts(with: bytes) else { return nil }
        position += bytes.count
      case .number(let expected):
        guard let token = number(from: position), token.range.lowerBound == position, accept(token, expected) else {
          return nil
        }
        position = token.range.upperBound
      }
    }
    return position
  }

  /// The first number that begins at or behind `start`, by bisection.
  private func number(from start: Int) -> NumberToken? {
    var low = 0
    var high = numbers.count
    while low < high {
      let middle = (low + high) / 2
      if numbers[middle].range.lowerBound < start { low = middle + 1 } else { high = middle }
    }
    return low < numbers.count ? numbers[low] : nil
  }
}
