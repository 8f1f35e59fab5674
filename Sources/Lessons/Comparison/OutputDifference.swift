import Printing
import Script

/// The most of a line that is shown.
private let longest = 400

/// How an output differs from what was expected, line by line in the order of both.
package struct OutputDifference: Codable, Equatable, Sendable {
  package enum Row: Codable, Equatable, Sendable {
    /// An expected line and the line that matches it, by their indices.
    case same(expected: Int, actual: Int)
    /// A `...` line.
    case gap(expected: Int)
    /// A line that a `...` stands for.
    case absorbed(actual: Int)
    /// Lines that differ only in numbers out of their tolerance.
    case outside(expected: Int, actual: Int, [NumberDistance])
    /// An expected line that did not come.
    case missing(expected: Int)
    /// A line that nothing expected.
    case unexpected(actual: Int)

    /// Whether the row is a mismatch.
    package var differs: Bool {
      switch self {
      case .same, .gap, .absorbed: false
      case .outside, .missing, .unexpected: true
      }
    }
  }

  package let expected: [String]
  /// What was printed.
  package let printed: String
  package let rows: [Row]

  /// The lines of what was printed.
  var actual: [String] { outputLines(printed) }

  /// The index of the first expected line that differs, or of the one in front of which something unexpected came.
  var firstLine: Int {
    var index = 0
    for row in rows {
      switch row {
      case .same(let line, _), .gap(let line): index = line + 1
      case .absorbed: break
      case .missing, .unexpected, .outside: return index
      }
    }
    return index
  }

  /// A readable difference: `-` marks expected lines that did not come, `+` lines that came instead, `^` the part of
  /// such a line that does not match; matching lines stand around them for orientation, longer runs of them as a count.
  package var text: String {
    let actual = actual
    var lines: [String] = []
    var context: [String] = []
    let around = 2
    func endContext(isLast: Bool) {
      let head = lines.isEmpty ? 0 : around
      let tail = isLast ? 0 : around
      if context.count > head + tail + 1 {
        let hidden = context.count - head - tail
        context.replaceSubrange(head..<head + hidden, with: ["  (\(hidden) lines match)"])
      }
      lines += context
      context = []
    }
    var replaced: Int?
    for row in rows {
      if row.differs { endContext(isLast: false) }
      defer { replaced = if case .missing(let line) = row { line } else { nil } }
      switch row {
      case .same(_, let line), .absorbed(let line): context.append("  " + visible(actual[line]))
      case .gap: break
      case .missing(let line): lines.append("- " + visible(expected[line]))
      case .unexpected(let line):
        lines.append("+ " + visible(actual[line]))
        if let replaced, let marks = marks(under: actual[line], insteadOf: expected[replaced]) { lines.append(marks) }
      case .outside(let old, let new, let distances):
        lines.append("- " + visible(expected[old]))
        lines.append("+ " + visible(actual[new]))
        lines += distances.map { "    " + $0.sentence }
      }
    }
    endContext(isLast: true)
    return lines.joined(separator: "\n")
  }

  /// Carets under the part of a line that differs from what was expected in its place; nil when that is all of it.
  private func marks(under line: String, insteadOf expected: String) -> String? {
    guard line.utf8.count <= longest, let part = LinePattern(expected).mismatch(in: line) else { return nil }
    let width = max(1, displayWidth(visible(String(line[part]))))
    return "  " + String(repeating: " ", count: displayWidth(visible(String(line[..<part.lowerBound]))))
      + String(repeating: "^", count: width)
  }

  /// A line with what the eye would miss: space at its end as `·`, control characters as their code. Very long lines
  /// are cut.
  private func visible(_ line: String) -> String {
    var text = ""
    for scalar in line.unicodeScalars.prefix(longest) {
      let isControl = scalar.value < 0x20 && scalar != "\t" || (0x7F..<0xA0).contains(scalar.value)
      if isControl {
        text += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    if line.utf8.count > longest, line.unicodeScalars.count > longest { return text + "…" }
    let spaces = text.reversed().prefix { $0 == " " }.count
    return text.dropLast(spaces) + String(repeating: "·", count: spaces)
  }
}
