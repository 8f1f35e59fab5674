/// A part of a source text: what an error message points at.
package struct Span: Sendable {
  /// The text that the span is a part of.
  package let source: SourceText
  /// The part's UTF-8 bytes.
  package let range: Range<Int>

  /// The bytes `range` of `source`, clamped to the text.
  package init(_ source: SourceText, _ range: Range<Int>) {
    self.source = source
    self.range = range.clamped(to: 0..<source.bytes.count)
  }

  /// The text of the span.
  package var text: String { source.text(in: range) }

  /// The line, in the named file, on which the span starts, from 1.
  package var line: Int { source.firstLine + source.lineIndex(at: range.lowerBound) }

  /// The column at which the span starts, from 1, counted in characters.
  package var column: Int {
    let lineStart = source.lineRange(source.lineIndex(at: range.lowerBound)).lowerBound
    return source.text(in: lineStart..<max(lineStart, range.lowerBound)).count + 1
  }

  /// The smallest span that holds this one and a later `other` of the same text.
  func extended(to other: Span) -> Span {
    Span(source, range.lowerBound..<max(range.upperBound, other.range.upperBound))
  }
}
