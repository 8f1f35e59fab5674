import Markdown

extension MarkdownBlock {
  var isHeading: Bool { if case .heading = self { true } else { false } }

  /// Where the links in it lead, in order.
  var destinations: [String] {
    switch self {
    case .heading(_, let inlines), .paragraph(let inlines): inlines.flatMap(\.destinations)
    case .quote(let blocks): blocks.flatMap(\.destinations)
    case .list(_, _, let items): items.flatMap { $0.flatMap(\.destinations) }
    case .table(_, let header, let rows): ([header] + rows).flatMap { $0.flatMap { $0.flatMap(\.destinations) } }
    case .code, .html, .rule: []
    }
  }
}

extension MarkdownInline {
  fileprivate var destinations: [String] {
    switch self {
    case .link(let destination, let inlines): [destination] + inlines.flatMap(\.destinations)
    case .emphasis(let inlines), .strong(let inlines): inlines.flatMap(\.destinations)
    case .text, .code, .image, .html, .softBreak, .lineBreak: []
    }
  }
}
