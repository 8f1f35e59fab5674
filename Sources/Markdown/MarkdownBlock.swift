/// A block of a Markdown document.
package indirect enum MarkdownBlock: Equatable, Sendable {
  /// A heading of level 1 to 6.
  case heading(level: Int, [MarkdownInline])
  case paragraph([MarkdownInline])
  case code(MarkdownCode)
  case quote([MarkdownBlock])
  /// A list of items; numbers begin at `start`, which is nil for bullets. A tight list has no space between items.
  case list(start: Int?, isTight: Bool, items: [[MarkdownBlock]])
  /// A table: how each column is aligned, its headings, and its rows.
  case table(alignments: [Alignment], header: [[MarkdownInline]], rows: [[[MarkdownInline]]])
  /// Raw HTML, comments among it.
  case html(String)
  /// A line between two parts.
  case rule

  /// How a column of a table is aligned.
  package enum Alignment: Equatable, Sendable { case none, left, centre, right }
}

/// A block of code. Where its fences stand makes no difference between two.
package struct MarkdownCode: Equatable, Sendable {
  /// The words after the opening fence; empty for indented code.
  package let info: String
  /// The code, each line with its line break.
  package let text: String
  /// Where the fences stand; nil for indented code.
  package let fences: Fences?

  package init(info: String = "", text: String, fences: Fences? = nil) {
    self.info = info
    self.text = text
    self.fences = fences
  }

  package static func == (one: MarkdownCode, other: MarkdownCode) -> Bool {
    one.info == other.info && one.text == other.text
  }

  /// The fences of a block of code.
  package struct Fences: Equatable, Sendable {
    /// The line of the opening fence, counted from 1.
    package let line: Int
    /// The line of the closing fence; for a block without one, the line on which its list or the document ends.
    package let lastLine: Int
    /// A backtick or a tilde.
    package let character: UInt8
    /// How many of them the opening fence has.
    package let length: Int
    /// The bytes before the opening fence in its line.
    package let column: Int
    /// How many of these bytes are indentation of the fence itself, and not of the list that it stands in.
    package let indentation: Int
  }
}

/// A piece of text within a block.
package indirect enum MarkdownInline: Equatable, Sendable {
  case text(String)
  case code(String)
  case emphasis([MarkdownInline])
  case strong([MarkdownInline])
  case link(destination: String, [MarkdownInline])
  /// A picture, with the text that stands for it.
  case image(source: String, [MarkdownInline])
  case html(String)
  /// The number of a footnote, counted from 1.
  case footnote(Int)
  /// A line break of the source, which counts as a space.
  case softBreak
  case lineBreak
}

extension [MarkdownInline] {
  /// The text without any marks.
  package var plainText: String {
    map { inline in
      switch inline {
      case .text(let text), .code(let text): text
      case .emphasis(let inlines), .strong(let inlines), .link(_, let inlines), .image(_, let inlines):
        inlines.plainText
      case .html, .footnote: ""
      case .softBreak, .lineBreak: " "
      }
    }.joined()
  }
}

extension [MarkdownBlock] {
  /// Calls `visit` for each block, those inside others too, in the order of the text.
  package func forEachBlock(_ visit: (MarkdownBlock) -> Void) {
    for block in self {
      visit(block)
      switch block {
      case .quote(let blocks): blocks.forEachBlock(visit)
      case .list(_, _, let items): for item in items { item.forEachBlock(visit) }
      case .heading, .paragraph, .code, .table, .html, .rule: break
      }
    }
  }

  /// Calls `visit` for each piece of text, those inside others too, in order.
  package func forEachInline(_ visit: (MarkdownInline) -> Void) { forEachBlock { $0.forEachInline(visit) } }
}

extension MarkdownBlock {
  package var isHeading: Bool { if case .heading = self { true } else { false } }

  /// Calls `visit` for each piece of the block's own text, and not of the blocks inside it.
  package func forEachInline(_ visit: (MarkdownInline) -> Void) {
    switch self {
    case .heading(_, let inlines), .paragraph(let inlines): inlines.forEachInline(visit)
    case .table(_, let header, let rows): for row in [header] + rows { for cell in row { cell.forEachInline(visit) } }
    case .code, .quote, .list, .html, .rule: break
    }
  }
}

extension [MarkdownInline] {
  fileprivate func forEachInline(_ visit: (MarkdownInline) -> Void) {
    for inline in self {
      visit(inline)
      switch inline {
      case .emphasis(let inlines), .strong(let inlines), .link(_, let inlines), .image(_, let inlines):
        inlines.forEachInline(visit)
      case .text, .code, .html, .footnote, .softBreak, .lineBreak: break
      }
    }
  }
}
