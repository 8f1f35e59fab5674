import Markdown

/// Makes text for a terminal of Markdown: wrapped to a width, with marks that are readable without colour.
///
/// Headings are underlined or carry their `#`; code stands between backticks, emphasis between asterisks where there is
/// no slanted and no bold type. HTML, comments among it, is left out. An address is shown once, after its first link.
package struct ProseRenderer {
  /// The columns that a line may take.
  package let width: Int
  /// Whether escape sequences may be used.
  package let isColoured: Bool
  private var shownAddresses: Set<String> = []

  /// A renderer for lines of `width` columns.
  package init(width: Int, isColoured: Bool) {
    self.width = max(10, width)
    self.isColoured = isColoured
  }

  /// The lines of a document, without any at its beginning and end that are empty.
  package func lines(of blocks: [MarkdownBlock]) -> [String] {
    var renderer = self
    return renderer.render(blocks, width: width, isTight: false)
  }

  private mutating func render(_ blocks: [MarkdownBlock], width: Int, isTight: Bool) -> [String] {
    var lines: [String] = []
    for block in blocks {
      let rendered = render(block, width: width)
      if rendered.isEmpty { continue }
      if !lines.isEmpty && !isTight { lines.append("") }
      lines += rendered
    }
    return lines
  }

  private mutating func render(_ block: MarkdownBlock, width: Int) -> [String] {
    switch block {
    case .heading(let level, let inlines): return heading(level, inlines, width: width)
    case .paragraph(let inlines): return wrap(styled(inlines), width: width)
    case .code(let block):
      var code = block.text[...]
      while code.last?.isNewline ?? false { code.removeLast() }
      return code.split(separator: "\n", omittingEmptySubsequences: false).map { line in
        line.isEmpty
          ? ""
          : "    "
            + [Piece(text: visible(line), marks: .code, followsSpace: false)].text(
              isColoured: isColoured)
      }
    case .quote(let blocks):
      return render(blocks, width: max(10, width - 2), isTight: false).map { $0.isEmpty ? "│" : "│ " + $0 }
    case .list(let start, let isTight, let items): return list(start, isTight, items, width: width)
    case .table(let alignments, let header, let rows):
      let header = header.map { styled($0, .strong) }
      let rows = rows.map { $0.map { styled($0) } }
      return TableLayout(alignments, header: header, rows: rows, width: width).lines(isColoured: isColoured)
    case .html: return []
    case .rule: return [String(repeating: "─", count: min(width, 40))]
    }
  }

  private mutating func heading(_ level: Int, _ inlines: [MarkdownInline], width: Int) -> [String] {
    var text = StyledText()
    if level > 2 { text.append(String(repeating: "#", count: level) + " ", .strong) }
    append(inlines, .strong, to: &text, showsMarks: false)
    let lines = text.wrapped(to: width)
    let rendered = lines.map { $0.text(isColoured: isColoured) }
    guard level <= 2 else { return rendered }
    return rendered + [String(repeating: level == 1 ? "=" : "-", count: lines.map(\.width).max() ?? 0)]
  }

  private mutating func list(_ start: Int?, _ isTight: Bool, _ items: [[MarkdownBlock]], width: Int) -> [String] {
    var lines: [String] = []
    let last = start.map { String($0 + items.count - 1).count } ?? 0
    for (index, item) in items.enumerated() {
      let marker =
        start.map { start in
          let number = String(start + index)
          return String(repeating: " ", count: last - number.count) + number + ". "
        } ?? "• "
      let indent = String(repeating: " ", count: marker.count)
      let body = render(item, width: max(10, width - marker.count), isTight: isTight)
      if index > 0 && !isTight { lines.append("") }
      lines.append(marker + (body.first ?? ""))
      lines += body.dropFirst().map { $0.isEmpty ? "" : indent + $0 }
    }
    return lines
  }

  private func wrap(_ text: StyledText, width: Int) -> [String] {
    let lines = text.wrapped(to: width).map { $0.text(isColoured: isColoured) }
    return lines.allSatisfy(\.isEmpty) ? [] : lines
  }

  private mutating func styled(_ inlines: [MarkdownInline], _ marks: Marks = []) -> StyledText {
    var text = StyledText()
    append(inlines, marks, to: &text, showsMarks: !isColoured && marks.isEmpty)
    return text
  }

  private mutating func append(
    _ inlines: [MarkdownInline], _ marks: Marks, to text: inout StyledText, showsMarks: Bool
  ) {
    for inline in inlines {
      switch inline {
      case .text(let string): text.append(string, marks)
      case .code(let string): text.append("`\(string)`", marks.union(.code))
      case .emphasis(let inner), .strong(let inner):
        let isStrong = if case .strong = inline { true } else { false }
        let sign = showsMarks ? (isStrong ? "**" : "*") : ""
        text.append(sign, marks)
        append(inner, marks.union(isStrong ? .strong : .emphasis), to: &text, showsMarks: showsMarks)
        text.append(sign, marks)
      case .link(let address, let inner):
        append(inner, marks, to: &text, showsMarks: showsMarks)
        let isNew = shownAddresses.insert(address).inserted
        if isNew, !address.isEmpty, !names(address, inner.plainText) { text.append(" (\(address))", marks) }
      case .image(_, let inner): text.append("[picture: \(inner.plainText)]", marks)
      case .html: break
      case .footnote(let number): text.append("[\(number)]", marks)
      case .softBreak: text.append(" ", marks)
      case .lineBreak: text.breakLine()
      }
    }
  }

  /// Whether a link's text is its address already.
  private func names(_ address: String, _ text: String) -> Bool {
    [text, "mailto:" + text, "http://" + text, "https://" + text].contains(address)
  }
}
