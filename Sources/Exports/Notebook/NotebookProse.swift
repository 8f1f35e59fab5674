import Markdown

/// A lesson's prose as the text of a notebook's Markdown cell.
///
/// A notebook's cells are documents of their own, and what shows them may run the HTML in them. So a text that would say
/// something else by itself, because its links are defined elsewhere, or that holds HTML or an address that may run
/// something, is written anew; any other stays as its author wrote it.
enum NotebookProse {
  /// The Markdown of `blocks`, which are written as `source` in their lesson. Comments are left out, other HTML is shown
  /// and not obeyed.
  static func text(_ blocks: [MarkdownBlock], source: String) -> String {
    if !holdsMarkup(blocks), (try? MarkdownDocument(source))?.blocks == blocks { return trimmed(source) }
    return lines(of: blocks).joined(separator: "\n")
  }

  private static func trimmed(_ text: String) -> String {
    let start = text.drop { $0.isNewline }
    return String(start.reversed().drop { $0.isWhitespace }.reversed())
  }

  private static func holdsMarkup(_ blocks: [MarkdownBlock]) -> Bool {
    var found = false
    blocks.forEachBlock { if case .html = $0 { found = true } }
    blocks.forEachInline { inline in
      switch inline {
      case .html: found = true
      case .link(let destination, _), .image(let destination, _):
        if LinkTarget.safe(destination) == nil { found = true }
      case .text, .code, .emphasis, .strong, .footnote, .softBreak, .lineBreak: break
      }
    }
    return found
  }

  private static func lines(of blocks: [MarkdownBlock], isTight: Bool = false) -> [String] {
    var lines: [String] = []
    var isAfterList = false
    for block in blocks {
      // Two lists that follow each other have different markers.
      let written = self.lines(of: block, usesOtherMarker: isAfterList)
      if written.isEmpty { continue }
      if case .list = block { isAfterList.toggle() } else { isAfterList = false }
      if !lines.isEmpty, !isTight { lines.append("") }
      lines += written
    }
    return lines
  }

  private static func lines(of block: MarkdownBlock, usesOtherMarker: Bool) -> [String] {
    switch block {
    case .heading(let level, let inlines): return [String(repeating: "#", count: level) + " " + oneLine(inlines)]
    case .paragraph(let inlines): return text(of: inlines).split(separator: "\n").map(escapingStart)
    case .code(let code): return self.code(code.text, info: code.info)
    case .quote(let blocks): return lines(of: blocks).map { $0.isEmpty ? ">" : "> " + $0 }
    case .list(let start, let isTight, let items):
      var lines: [String] = []
      for (index, item) in items.enumerated() {
        let marker = start.map { "\($0 + index)\(usesOtherMarker ? ")" : ".") " } ?? (usesOtherMarker ? "* " : "- ")
        let body = self.lines(of: item, isTight: isTight)
        if index > 0, !isTight { lines.append("") }
        lines.append(marker + (body.first ?? ""))
        let indentation = String(repeating: " ", count: marker.count)
        lines += body.dropFirst().map { $0.isEmpty ? "" : indentation + $0 }
      }
      return lines
    case .table(let alignments, let header, let rows):
      let row = { (cells: [String]) in "| " + cells.joined(separator: " | ") + " |" }
      let rules = alignments.map { alignment in
        switch alignment {
        case .none: "---"
        case .left: ":---"
        case .centre: ":---:"
        case .right: "---:"
        }
      }
      return [row(header.map(cell)), row(rules)] + rows.map { row($0.map(cell)) }
    case .html(let source):
      let text = RawHTML(source).withoutComments
      return text.contains { !$0.isWhitespace } ? code(text, info: "") : []
    case .rule: return ["***"]
    }
  }

  private static func code(_ text: String, info: String) -> [String] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    let fence = String(repeating: "`", count: max(3, longestRun(of: "`", in: text) + 1))
    // A backtick cannot stand after a fence of backticks.
    return [fence + info.filter { $0 != "`" && !$0.isNewline }] + lines + [fence]
  }

  private static func cell(_ inlines: [MarkdownInline]) -> String {
    // A bar in code is escaped as well: tables are taken apart first.
    oneLine(inlines).replacing("\\|", with: "|").replacing("|", with: "\\|")
  }

  private static func oneLine(_ inlines: [MarkdownInline]) -> String {
    text(of: inlines).replacing("\\\n", with: " ").replacing("\n", with: " ")
  }

  private static func text(of inlines: [MarkdownInline]) -> String {
    inlines.map { inline in
      switch inline {
      case .text(let text): escaped(text)
      case .code(let text): code(text)
      case .emphasis(let inlines): "*" + text(of: inlines) + "*"
      case .strong(let inlines): "**" + text(of: inlines) + "**"
      case .link(let destination, let inlines):
        LinkTarget.safe(destination) == nil
          ? text(of: inlines) : "[\(text(of: inlines))](\(address(destination)))"
      case .image(let source, let inlines):
        LinkTarget.safe(source) == nil ? text(of: inlines) : "![\(text(of: inlines))](\(address(source)))"
      case .html(let source): escaped(RawHTML(source).withoutComments)
      case .footnote(let number): "\\[\(number)\\]"
      case .softBreak: "\n"
      case .lineBreak: "\\\n"
      }
    }.joined()
  }

  private static func code(_ text: String) -> String {
    let fence = String(repeating: "`", count: longestRun(of: "`", in: text) + 1)
    let needsSpace = text.hasPrefix("`") || text.hasSuffix("`") || text.hasPrefix(" ") && text.hasSuffix(" ")
    let space = needsSpace && text.contains { $0 != " " } ? " " : ""
    return fence + space + text + space + fence
  }

  private static func longestRun(of character: Character, in text: String) -> Int {
    var (longest, run) = (0, 0)
    for next in text {
      run = next == character ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }

  private static func address(_ destination: String) -> String {
    let destination = destination.filter { !$0.isNewline }
    let isPlain = !destination.isEmpty && destination.allSatisfy { !"()<>\\ ".contains($0) }
    return isPlain ? destination : "<" + destination.map { "<>\\".contains($0) ? "\\\($0)" : "\($0)" }.joined() + ">"
  }

  /// A text that is nothing but text.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      if "\\`*_[]<&|~".contains(character) { result.append("\\") }
      result.append(character.isNewline ? " " : character)
    }
    return result
  }

  /// A line of a paragraph that begins no other block.
  private static func escapingStart(_ line: Substring) -> String {
    guard let first = line.first else { return "" }
    if "#+-=:>".contains(first) { return "\\" + line }
    let digits = line.prefix { $0.isASCII && $0.isNumber }
    if !digits.isEmpty, let next = line[digits.endIndex...].first, ".)".contains(next) {
      return digits + "\\" + line[digits.endIndex...]
    }
    return String(line)
  }
}
