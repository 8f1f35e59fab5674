/// A block of a Markdown document, as CommonMark 0.29 defines it, with GitHub's tables.
package indirect enum MarkdownBlock: Equatable, Sendable {
  /// A heading of level 1 to 6.
  case heading(level: Int, [MarkdownInline])
  case paragraph([MarkdownInline])
  /// A block of code and the words behind its opening fence; those are empty for indented code.
  case code(info: String, text: String)
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
      case .html: ""
      case .softBreak, .lineBreak: " "
      }
    }.joined()
  }
}
