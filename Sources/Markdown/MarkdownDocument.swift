import CMarkdown

/// A Markdown document as CommonMark 0.29 defines it, with GitHub's tables and footnotes.
///
/// The parser is cmark-gfm: it tells on which lines a block stands, which md4c does not, and on 90 hostile texts of up to
/// 1 MB both take less than 0.6 s but for what `MarkdownLimits` refuses (references that are repeated, where md4c takes
/// 4 s and more as well, and tables with very many cells).
package struct MarkdownDocument: Equatable, Sendable {
  /// The blocks in order, without the footnotes.
  package let blocks: [MarkdownBlock]
  /// What the footnotes say, in the order of their numbers. Those that nothing refers to are left out.
  package let footnotes: [[MarkdownBlock]]

  /// What lies deeper than this many levels is left out: nobody wrote it to be read.
  private static let depthLimit = 100

  /// Parses a text whose first line is line `firstLine` of its file.
  ///
  /// - Throws: `MarkdownError` for a text that would take too long or too much memory; no other text is a mistake.
  package init(_ text: String, firstLine: Int = 1) throws(MarkdownError) {
    var text = text
    // The closure's own error type is lost in `withUTF8`.
    let result = text.withUTF8 { bytes in
      Result { () throws(MarkdownError) in try Self.read(bytes, firstLine) }
    }
    (blocks, footnotes) = try result.get()
  }

  /// The blocks of `fragments`, each a document of its own, which see the link definitions of `document`.
  ///
  /// - Throws: `MarkdownError`.
  package static func blocks(of fragments: [String], definitionsIn document: String) throws(MarkdownError)
    -> [[MarkdownBlock]]
  {
    // In a quotation nothing is left open: whatever a fragment begins ends with it.
    let quotations = fragments.map { fragment in
      let lines = fragment.split(separator: "\n", omittingEmptySubsequences: false)
      return lines.map { "> " + $0.expandingLeadingTabs + "\n" }.joined() + "\n"
    }
    let needsDefinitions = fragments.contains { $0.contains("[") }
    let parsed = try MarkdownDocument(quotations.joined() + (needsDefinitions ? document : ""))
    var results = parsed.blocks.prefix(fragments.count).map { block in
      if case .quote(let blocks) = block { blocks } else { [block] }
    }
    results += Array(repeating: [], count: fragments.count - results.count)
    return results
  }

  private static func read(
    _ bytes: UnsafeBufferPointer<UInt8>, _ firstLine: Int
  ) throws(MarkdownError) -> (blocks: [MarkdownBlock], footnotes: [[MarkdownBlock]]) {
    try MarkdownLimits.check(bytes, firstLine: firstLine)
    let document = bytes.withMemoryRebound(to: CChar.self) { primer_markdown_parse($0.baseAddress, $0.count) }
    guard let document else { fatalError("cmark-gfm has no tables") }
    defer { cmark_node_free(document) }
    var reader = TreeReader(firstLine: firstLine)
    let blocks = try reader.blocks(in: document, 0)
    return (blocks, reader.footnotes)
  }

  /// Makes blocks of cmark's nodes.
  private struct TreeReader {
    typealias Node = OpaquePointer

    let firstLine: Int
    var footnotes: [[MarkdownBlock]] = []
    private var parts = 0

    init(firstLine: Int) { self.firstLine = firstLine }

    mutating func blocks(in node: Node, _ depth: Int) throws(MarkdownError) -> [MarkdownBlock] {
      guard depth < depthLimit else { return [] }
      var blocks: [MarkdownBlock] = []
      var next = cmark_node_first_child(node)
      while let child = next {
        if let block = try block(child, depth + 1) { blocks.append(block) }
        next = cmark_node_next(child)
      }
      return blocks
    }

    private mutating func block(_ node: Node, _ depth: Int) throws(MarkdownError) -> MarkdownBlock? {
      try count(node)
      switch cmark_node_get_type(node) {
      case CMARK_NODE_HEADING:
        return .heading(level: Int(cmark_node_get_heading_level(node)), try inlines(in: node, depth))
      case CMARK_NODE_PARAGRAPH: return .paragraph(try inlines(in: node, depth))
      case CMARK_NODE_CODE_BLOCK: return .code(code(node))
      case CMARK_NODE_BLOCK_QUOTE: return .quote(try blocks(in: node, depth))
      case CMARK_NODE_LIST:
        let isNumbered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
        var items: [[MarkdownBlock]] = []
        var next = cmark_node_first_child(node)
        while let item = next {
          try count(item)
          items.append(try blocks(in: item, depth))
          next = cmark_node_next(item)
        }
        return .list(
          start: isNumbered ? Int(cmark_node_get_list_start(node)) : nil,
          isTight: cmark_node_get_list_tight(node) != 0, items: items)
      case CMARK_NODE_HTML_BLOCK: return .html(literal(of: node))
      case CMARK_NODE_THEMATIC_BREAK: return .rule
      case CMARK_NODE_FOOTNOTE_DEFINITION:
        // They stand at the end of the document, in the order of their numbers.
        footnotes.append(try blocks(in: node, depth))
        return nil
      default: return primer_markdown_is_table(node) ? try table(node, depth) : nil
      }
    }

    private func code(_ node: Node) -> MarkdownCode {
      var (length, offset, character): (Int32, Int32, CChar) = (0, 0, 0)
      let isFenced = cmark_node_get_fenced(node, &length, &offset, &character) != 0
      let fences = MarkdownCode.Fences(
        line: Int(cmark_node_get_start_line(node)) + firstLine - 1,
        lastLine: Int(cmark_node_get_end_line(node)) + firstLine - 1, character: UInt8(bitPattern: character),
        length: Int(length), column: Int(cmark_node_get_start_column(node)) - 1, indentation: Int(offset))
      return MarkdownCode(
        info: string(cmark_node_get_fence_info(node)), text: literal(of: node), fences: isFenced ? fences : nil)
    }

    private mutating func table(_ node: Node, _ depth: Int) throws(MarkdownError) -> MarkdownBlock {
      var rows: [[[MarkdownInline]]] = []
      var nextRow = cmark_node_first_child(node)
      while let row = nextRow {
        var cells: [[MarkdownInline]] = []
        var nextCell = cmark_node_first_child(row)
        while let cell = nextCell {
          try count(cell)
          cells.append(try inlines(in: cell, depth))
          nextCell = cmark_node_next(cell)
        }
        rows.append(cells)
        nextRow = cmark_node_next(row)
      }
      let letters = UnsafeBufferPointer(
        start: cmark_gfm_extensions_get_table_alignments(node), count: Int(cmark_gfm_extensions_get_table_columns(node))
      )
      let alignments = letters.map { letter -> MarkdownBlock.Alignment in
        switch letter {
        case UInt8(ascii: "l"): .left
        case UInt8(ascii: "c"): .centre
        case UInt8(ascii: "r"): .right
        default: .none
        }
      }
      return .table(alignments: alignments, header: rows.first ?? [], rows: Array(rows.dropFirst()))
    }

    private mutating func inlines(in node: Node, _ depth: Int) throws(MarkdownError) -> [MarkdownInline] {
      guard depth < depthLimit else { return [] }
      var inlines: [MarkdownInline] = []
      var next = cmark_node_first_child(node)
      while let child = next {
        if let inline = try inline(child, depth + 1) { inlines.append(inline) }
        next = cmark_node_next(child)
      }
      return inlines
    }

    private mutating func inline(_ node: Node, _ depth: Int) throws(MarkdownError) -> MarkdownInline? {
      try count(node)
      switch cmark_node_get_type(node) {
      case CMARK_NODE_TEXT: return .text(literal(of: node))
      case CMARK_NODE_CODE: return .code(literal(of: node))
      case CMARK_NODE_EMPH: return .emphasis(try inlines(in: node, depth))
      case CMARK_NODE_STRONG: return .strong(try inlines(in: node, depth))
      case CMARK_NODE_LINK:
        return .link(destination: string(cmark_node_get_url(node)), try inlines(in: node, depth))
      case CMARK_NODE_IMAGE: return .image(source: string(cmark_node_get_url(node)), try inlines(in: node, depth))
      case CMARK_NODE_HTML_INLINE: return .html(literal(of: node))
      case CMARK_NODE_FOOTNOTE_REFERENCE: return Int(literal(of: node)).map(MarkdownInline.footnote)
      case CMARK_NODE_SOFTBREAK: return .softBreak
      case CMARK_NODE_LINEBREAK: return .lineBreak
      default: return nil
      }
    }

    /// - Throws: `MarkdownError` when there are more nodes than any text that is read.
    private mutating func count(_ node: Node) throws(MarkdownError) {
      parts += 1
      if parts > MarkdownLimits.parts {
        throw MarkdownError(line: Int(cmark_node_get_start_line(node)) + firstLine - 1, problem: .tooManyParts)
      }
    }

    private func literal(of node: Node) -> String { string(cmark_node_get_literal(node)) }

    private func string(_ text: UnsafePointer<CChar>?) -> String { text.map { String(cString: $0) } ?? "" }
  }
}

extension Substring {
  /// The line with spaces for the tabs that it begins with, so that it can be indented.
  fileprivate var expandingLeadingTabs: String {
    let space = prefix { $0 == " " || $0 == "\t" }
    guard space.contains("\t") else { return String(self) }
    let columns = space.reduce(0) { $1 == "\t" ? $0 + 4 - $0 % 4 : $0 + 1 }
    return String(repeating: " ", count: columns) + self[space.endIndex...]
  }
}
