import Markdown
import Printing
import Script

/// What a lesson is shown on: text in lines of its width, without line editing and without redrawing.
package struct Screen {
  /// The columns that there are.
  let width: () -> Int
  /// Whether escape sequences may be used. Nothing is told by colour alone.
  let isColoured: Bool
  /// Whether it is looked at from afar: short lines, a margin, and more space.
  let isLarge: Bool
  /// Whether a screen reader reads it: pictures are told in sentences.
  let isAccessible: Bool
  private let write: (String) -> Void

  /// A screen whose text goes to `write`.
  package init(
    width: @escaping () -> Int, isColoured: Bool, isLarge: Bool = false, isAccessible: Bool = false,
    write: @escaping (String) -> Void
  ) {
    self.width = width
    self.isColoured = isColoured
    self.isLarge = isLarge
    self.isAccessible = isAccessible
    self.write = write
  }

  /// Longer lines are hard to read.
  private static let longestLine = 80
  private var margin: String { isLarge ? "    " : "" }
  private var lineWidth: Int { min(width() - 2 * margin.count, isLarge ? 64 : Self.longestLine) }

  /// An empty line.
  package func space() { write(isLarge ? "\n\n" : "\n") }

  func show(_ blocks: [MarkdownBlock]) {
    for line in ProseRenderer(width: lineWidth, isColoured: isColoured).lines(of: blocks) { show(line: line) }
  }

  /// The text of a cell, which can be copied as it is.
  func show(code: String) {
    for line in code.split(separator: "\n", omittingEmptySubsequences: false) {
      let text = [Piece(text: visible(line), marks: .code, followsSpace: false)].text(isColoured: isColoured)
      show(line: line.isEmpty ? "" : "    " + text)
    }
  }

  /// What has been printed, or belongs to it.
  func show(output: String) {
    for line in output.split(separator: "\n", omittingEmptySubsequences: false) { show(line: printable(String(line))) }
  }

  /// A sentence, of the lesson's guide and not of its author; texts between backticks are set off.
  package func say(_ sentence: String) {
    var text = StyledText()
    for (index, part) in sentence.split(separator: "`", omittingEmptySubsequences: false).enumerated() {
      let isCode = index % 2 == 1
      text.append(isCode ? "`\(part)`" : String(part), isCode ? .code : .emphasis)
    }
    for line in text.wrapped(to: lineWidth) { show(line: line.text(isColoured: isColoured)) }
  }

  /// What was found out, as it is, indented.
  func tell(_ finding: String) {
    var text = StyledText()
    text.append(finding)
    for line in text.wrapped(to: max(10, lineWidth - 2)) { show(line: "  " + line.text(isColoured: isColoured)) }
  }

  /// A few words each with what it means, one below the other.
  func say(list: [(word: String, meaning: String)]) {
    let column = (list.map { displayWidth($0.word) }.max() ?? 0) + 2
    for (word, meaning) in list {
      var text = StyledText()
      text.append(meaning)
      let head = [Piece(text: word, marks: .code, followsSpace: false)].text(isColoured: isColoured)
      let lines = text.wrapped(to: max(10, lineWidth - column)).map { $0.text(isColoured: isColoured) }
      show(line: head + String(repeating: " ", count: column - displayWidth(word)) + (lines.first ?? ""))
      for line in lines.dropFirst() { show(line: String(repeating: " ", count: column) + line) }
    }
  }

  /// Two texts beside each other under their headings, or one below the other where the screen is too narrow.
  func show(_ left: (heading: String, text: String), beside right: (heading: String, text: String)) {
    let texts = [left, right].map { side in
      side.text.split(separator: "\n", omittingEmptySubsequences: false).map { visible($0) }
    }
    let widths = zip(texts, [left.heading, right.heading]).map { lines, heading in
      ([heading] + lines).map { displayWidth($0) }.max() ?? 0
    }
    guard widths[0] + 3 + widths[1] <= width() - margin.count else {
      for (side, lines) in zip([left, right], texts) {
        say(side.heading + ":")
        for line in lines { show(line: line.isEmpty ? "" : "  " + line) }
      }
      return
    }
    let rows = max(texts[0].count, texts[1].count)
    let columns = zip([left.heading, right.heading], texts).map { heading, lines in
      [heading] + lines + Array(repeating: "", count: rows - lines.count)
    }
    for (one, other) in zip(columns[0], columns[1]) {
      let line = one + String(repeating: " ", count: widths[0] - displayWidth(one)) + " │ " + other
      show(line: line.withoutSpacesAtEnd)
    }
  }

  private func show(line: String) { write(line.isEmpty ? "\n" : margin + line + "\n") }
}
