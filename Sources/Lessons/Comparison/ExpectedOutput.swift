import Script

/// The lines of an `output` block: a line `...` stands for any lines, every other line is a `LinePattern`.
package struct ExpectedOutput: Equatable, Sendable {
  enum Line: Equatable, Sendable {
    case gap
    case pattern(LinePattern)
  }

  let lines: [Line]
  /// The lines as their author wrote them.
  let texts: [String]

  package init(_ texts: [String]) {
    self.texts = texts
    lines = texts.map { $0.utf8.elementsEqual("...".utf8) ? .gap : .pattern(LinePattern($0)) }
  }

  /// Whether `output`, the text that a cell printed, is what was expected.
  package func matches(_ output: String) -> Bool { covers(outputLines(output)) }

  /// How `output` differs; nil when it matches.
  package func difference(from output: String) -> OutputDifference? {
    let actual = outputLines(output)
    if covers(actual) { return nil }
    return OutputDifference(expected: texts, printed: output, rows: Alignment(lines, actual).rows)
  }

  private func covers(_ actual: [String]) -> Bool {
    let patterns = lines.map { line -> LinePattern? in if case .pattern(let pattern) = line { pattern } else { nil } }
    return linesMatch(actual, patterns) { $0.matches($1) }
  }
}

/// The lines of what a cell printed, as they would stand in an `output` block.
///
/// A final line ending closes the last line and opens no new one; carriage returns at a line's end count as part of
/// its ending, as they do in the document.
func outputLines(_ text: String) -> [String] {
  let bytes = Array(text.utf8)
  return SourceLines(bytes).lines.map { String(decoding: bytes[$0.content], as: UTF8.self) }
}
