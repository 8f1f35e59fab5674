import Printing

/// A text of the language with the name that its error messages use.
///
/// Offsets are counted in UTF-8 bytes. The text of a lesson's cell keeps the line number it has in the lesson's file.
package final class SourceText: Sendable {
  /// What places are called: a file's path, or `input` for a typed line.
  package let name: String
  /// The UTF-8 bytes of the text.
  package let bytes: [UInt8]
  /// The number of the text's first line in the named file, from 1.
  package let firstLine: Int
  private let lineStarts: [Int]

  /// A text called `name`, whose first line is line `firstLine` of the file it comes from.
  package init(_ text: String, name: String = "input", firstLine: Int = 1) {
    self.name = name
    self.bytes = Array(text.utf8)
    self.firstLine = firstLine
    var starts = [0]
    for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") { starts.append(offset + 1) }
    lineStarts = starts
  }

  /// The bytes of `range`, which is clamped to the text, as a string.
  package func text(in range: Range<Int>) -> String {
    String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
  }

  /// The index, from 0, of the line that holds the byte at `offset`.
  func lineIndex(at offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// The bytes of the line with the given index, without its line break.
  func lineRange(_ index: Int) -> Range<Int> {
    let start = lineStarts[index]
    var end = index + 1 < lineStarts.count ? lineStarts[index + 1] - 1 : bytes.count
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return start..<end
  }
}

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
