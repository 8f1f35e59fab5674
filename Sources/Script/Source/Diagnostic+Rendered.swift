import Printing

extension Diagnostic {
  /// The diagnostic as it is printed, without a line break at the end:
  ///
  ///     error: `tune prompt` has no option `lenght:`
  ///       lessons/02-soft-prompts.md:41:35
  ///        41 | let soft = tune prompt on: $train lenght: 8
  ///           |                                   ^^^^^^^ did you mean `length:`?
  ///
  /// Lines of source longer than `width` are cut around the carets.
  package func rendered(width: Int = 100) -> String {
    if kind == .cancelled { return message }
    var lines = ["error: " + printable(message)]
    lines += excerpt(span, width: width, suggestion: suggestion)
    for call in calls.prefix(Self.shownCalls) {
      lines.append("  in `\(call.name)`, called at")
      lines += excerpt(call.span, width: width, suggestion: nil)
    }
    if calls.count > Self.shownCalls { lines.append("  and \(calls.count - Self.shownCalls) more calls") }
    return lines.joined(separator: "\n")
  }

  private static let shownCalls = 3
}

extension Diagnostic: CustomStringConvertible {
  /// The message without its place.
  package var description: String { message }
}

/// The place, the line and the carets.
private func excerpt(_ span: Span, width: Int, suggestion: String?) -> [String] {
  let gutter = String(span.line)
  let gutterWidth = max(5, gutter.count)
  let line = MarkedLine(span).clipped(to: max(20, width - gutterWidth - 3))
  let marks = String(repeating: " ", count: line.caretColumn) + String(repeating: "^", count: line.caretCount)
  return [
    "  \(span.source.name):\(span.line):\(span.column)",
    trimmingTrailingSpaces(String(repeating: " ", count: gutterWidth - gutter.count) + gutter + " | " + line.text),
    String(repeating: " ", count: gutterWidth) + " | " + marks + (suggestion.map { " " + printable($0) } ?? ""),
  ]
}

/// The line on which a span starts, as shown, and the columns of the terminal that the span takes in it.
private struct MarkedLine {
  private(set) var text = ""
  private(set) var caretColumn = 0
  private(set) var caretCount = 1

  init(_ span: Span) {
    let line = span.source.lineRange(span.source.lineIndex(at: span.range.lowerBound))
    let start = min(span.range.lowerBound, line.upperBound)
    let end = min(max(span.range.upperBound, start), line.upperBound)
    let before = Self.shown(span.source.text(in: line.lowerBound..<start), from: 0)
    caretColumn = displayWidth(before)
    let marked = Self.shown(span.source.text(in: start..<end), from: caretColumn)
    caretCount = max(1, displayWidth(marked))
    let after = Self.shown(span.source.text(in: end..<line.upperBound), from: caretColumn + displayWidth(marked))
    text = before + marked + after
  }

  /// `text` with tabs as spaces up to the next multiple of four, and without characters that command a terminal.
  private static func shown(_ text: String, from column: Int) -> String {
    guard text.contains("\t") else { return printable(text) }
    var result = ""
    for character in printable(text) {
      if character == "\t" {
        result += String(repeating: " ", count: 4 - (column + displayWidth(result)) % 4)
      } else {
        result.append(character)
      }
    }
    return result
  }

  /// The line cut to `width` columns, the start of the carets a third of the way in.
  func clipped(to width: Int) -> MarkedLine {
    guard displayWidth(text) > width else { return self }
    let first = max(0, min(caretColumn - width / 3, displayWidth(text) - width))
    var result = self
    result.text = first > 0 ? "…" : ""
    var column = 0
    var isCut = false
    for character in text {
      let characterWidth = displayWidth(character)
      defer { column += characterWidth }
      // The ellipsis takes the place of the first column.
      if column < first + (first > 0 ? 1 : 0) { continue }
      if column + characterWidth > first + width - 1 {
        isCut = true
        break
      }
      result.text.append(character)
    }
    if isCut { result.text += "…" }
    result.caretColumn = caretColumn - first
    result.caretCount = max(1, min(caretCount, width - result.caretColumn - 1))
    return result
  }
}
