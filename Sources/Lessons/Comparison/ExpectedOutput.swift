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

  /// Looks for the lines between two `...` at their first place, which is never worse than a later one.
  private func covers(_ actual: [String]) -> Bool {
    let blocks = lines.split(separator: .gap, omittingEmptySubsequences: false)
    var position = 0
    for (index, block) in blocks.enumerated() {
      let fits = { (start: Int) in
        block.count <= actual.count - start
          && zip(block, actual[start...]).allSatisfy { line, text in
            if case .pattern(let pattern) = line { pattern.matches(text) } else { false }
          }
      }
      let last = actual.count - block.count
      var starts = position...max(position, last)
      if index == 0 { starts = 0...0 }
      if index == blocks.count - 1 {
        // The last block must reach the end.
        guard last >= position, index > 0 || last == 0 else { return false }
        starts = last...last
      }
      guard let start = starts.first(where: fits) else { return false }
      position = start + block.count
    }
    return true
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
