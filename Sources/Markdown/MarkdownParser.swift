import CMarkdown

/// Parses Markdown with cmark-gfm.
package enum MarkdownParser {
  /// What lies deeper than this many levels is left out: nobody wrote it to be read.
  private static let depthLimit = 100

  /// The blocks of a document, in order. Every text is a document; none is a mistake.
  package static func blocks(of text: String) -> [MarkdownBlock] {
    var text = text
    let document = text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { primer_markdown_parse($0.baseAddress, $0.count) }
    }
    guard let document else { return [] }
    defer { cmark_node_free(document) }
    return blocks(in: document, 0)
  }

  private typealias Node = OpaquePointer

  private static func blocks(in node: Node, _ depth: Int) -> [MarkdownBlock] {
    depth < depthLimit ? children(of: node).compactMap { block($0, depth + 1) } : []
  }

  private static func block(_ node: Node, _ depth: Int) -> MarkdownBlock? {
    switch kind(of: node) {
    case "heading": .heading(level: Int(cmark_node_get_heading_level(node)), inlines(in: node, depth))
    case "paragraph": .paragraph(inlines(in: node, depth))
    case "code_block": .code(info: string(cmark_node_get_fence_info(node)), text: literal(of: node))
    case "block_quote": .quote(blocks(in: node, depth))
    case "list":
      .list(
        start: cmark_node_get_list_type(node) == CMARK_ORDERED_LIST ? Int(cmark_node_get_list_start(node)) : nil,
        isTight: cmark_node_get_list_tight(node) != 0, items: children(of: node).map { blocks(in: $0, depth) })
    case "table": table(node, depth)
    case "html_block": .html(literal(of: node))
    case "thematic_break": .rule
    default: nil
    }
  }

  private static func table(_ node: Node, _ depth: Int) -> MarkdownBlock {
    let rows = children(of: node).map { children(of: $0).map { inlines(in: $0, depth) } }
    let letters = UnsafeBufferPointer(
      start: cmark_gfm_extensions_get_table_alignments(node), count: Int(cmark_gfm_extensions_get_table_columns(node)))
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

  private static func inlines(in node: Node, _ depth: Int) -> [MarkdownInline] {
    depth < depthLimit ? children(of: node).compactMap { inline($0, depth + 1) } : []
  }

  private static func inline(_ node: Node, _ depth: Int) -> MarkdownInline? {
    switch kind(of: node) {
    case "text": .text(literal(of: node))
    case "code": .code(literal(of: node))
    case "emph": .emphasis(inlines(in: node, depth))
    case "strong": .strong(inlines(in: node, depth))
    case "link": .link(destination: string(cmark_node_get_url(node)), inlines(in: node, depth))
    case "image": .image(source: string(cmark_node_get_url(node)), inlines(in: node, depth))
    case "html_inline": .html(literal(of: node))
    case "softbreak": .softBreak
    case "linebreak": .lineBreak
    default: nil
    }
  }

  private static func children(of node: Node) -> [Node] {
    guard let first = cmark_node_first_child(node) else { return [] }
    return Array(sequence(first: first) { cmark_node_next($0) })
  }

  private static func kind(of node: Node) -> String { string(cmark_node_get_type_string(node)) }

  private static func literal(of node: Node) -> String { string(cmark_node_get_literal(node)) }

  private static func string(_ text: UnsafePointer<CChar>?) -> String { text.map { String(cString: $0) } ?? "" }
}
