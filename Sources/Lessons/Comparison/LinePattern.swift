/// One expected line: literal text in which `[..]` stands for any text and `0.41±0.02` for a number within a tolerance.
///
/// Matching looks for each part between two `[..]` at its leftmost place. That is never worse than another place,
/// because a part matches at a given place in one way only; so the time is at most the product of the two lengths.
package struct LinePattern: Equatable, Sendable {
  /// A number and how far another one may be from it.
  struct Tolerated: Equatable, Sendable {
    let value: Double
    let tolerance: Double
    /// Both as they are written.
    let text: String

    func allows(_ found: Double) -> Bool {
      // Decimal fractions are not exact in binary: 0.43 must count as 0.02 from 0.41.
      abs(found - value) <= tolerance + 1e-12 * max(abs(found), abs(value))
    }
  }

  enum Atom: Equatable, Sendable {
    case literal([UInt8])
    case number(Tolerated)

    var isNumber: Bool { if case .number = self { true } else { false } }
  }

  /// The expected line as its author wrote it.
  package let text: String
  /// The parts between the `[..]`; one when there is none.
  let segments: [[Atom]]

  package init(_ text: String) {
    self.text = text
    let bytes = Array(text.utf8)
    let numbers = bytes.contains(0xC2) ? NumberToken.all(in: bytes) : []
    var segments: [[Atom]] = [[]]
    var literal: [UInt8] = []
    var next = numbers.startIndex
    var index = 0
    func endLiteral() {
      if !literal.isEmpty { segments[segments.count - 1].append(.literal(literal)) }
      literal = []
    }
    while index < bytes.count {
      while next < numbers.endIndex, numbers[next].range.lowerBound < index { next += 1 }
      if bytes[index...].starts(with: "[..]".utf8) {
        endLiteral()
        segments.append([])
        index += 4
      } else if next < numbers.endIndex, numbers[next].range.lowerBound == index,
        let tolerance = LinePattern.tolerance(in: bytes, behind: numbers[next].range.upperBound)
      {
        endLiteral()
        let text = String(decoding: bytes[index..<tolerance.range.upperBound], as: UTF8.self)
        let number = Tolerated(value: numbers[next].value, tolerance: tolerance.value, text: text)
        segments[segments.count - 1].append(.number(number))
        index = tolerance.range.upperBound
      } else {
        literal.append(bytes[index])
        index += 1
      }
    }
    endLiteral()
    self.segments = segments
  }

  /// The number behind a `±` at `index`.
  private static func tolerance(in bytes: [UInt8], behind index: Int) -> NumberToken? {
    guard bytes[index...].starts(with: "±".utf8) else { return nil }
    return NumberToken(in: bytes, at: index + "±".utf8.count)
  }

  /// Whether `line` is what was expected. A line equal to the pattern's own text always is.
  package func matches(_ line: String) -> Bool {
    if text.utf8.elementsEqual(line.utf8) { return true }
    if isLiteral { return false }
    return LineMatcher(line).matches(segments) { $1.allows($0.value) }
  }

  /// The numbers that are out of their tolerance when everything else matches; empty when something else differs.
  package func distances(to line: String) -> [NumberDistance] {
    guard hasNumbers, let found = LineMatcher(line).numbers(segments) else { return [] }
    return zip(found.compactMap(Double.init), numbers).filter { !$1.allows($0) }.map {
      NumberDistance(found: $0, expected: $1.value, tolerance: $1.tolerance)
    }
  }

  /// The part of `line` that keeps it from matching, from one character to another; nil when that is all of it.
  func mismatch(in line: String) -> Range<String.Index>? {
    let bytes = LineMatcher(line).mismatch(segments) { $1.allows($0.value) }
    guard bytes != 0..<line.utf8.count else { return nil }
    let (start, end) = (
      line.utf8.index(line.startIndex, offsetBy: bytes.lowerBound),
      line.utf8.index(line.startIndex, offsetBy: bytes.upperBound)
    )
    // A character whose bytes are partly those that were expected differs as a whole.
    let first = line.indices.first { line.index(after: $0) > start } ?? line.endIndex
    let last = start == end ? first : line.indices.first { $0 >= end } ?? line.endIndex
    return first..<max(first, last)
  }

  /// The pattern with the numbers of `line` in place of those that are too far from them, tolerances and `[..]` kept;
  /// nil when something else differs.
  func recentred(on line: String) -> String? {
    guard hasNumbers, let found = LineMatcher(line).numbers(segments) else { return nil }
    var next = found.makeIterator()
    let parts = segments.map { segment in
      segment.map { atom in
        switch atom {
        case .literal(let bytes): return String(decoding: bytes, as: UTF8.self)
        case .number(let number):
          guard let text = next.next(), let value = Double(text), !number.allows(value) else { return number.text }
          return text + number.text.drop { $0 != "±" }
        }
      }.joined()
    }
    return parts.joined(separator: "[..]")
  }

  /// Whether nothing but the text itself matches.
  var isLiteral: Bool { segments.count == 1 && !hasNumbers }

  private var numbers: [Tolerated] {
    segments.joined().compactMap { if case .number(let number) = $0 { number } else { nil } }
  }

  private var hasNumbers: Bool { segments.contains { $0.contains(where: \.isNumber) } }
}
