/// What a document may hold at most, so that none takes over a second or a quarter of a gigabyte.
enum MarkdownLimits {
  /// The bytes of a document: more than a thousand times a long lesson's.
  static let bytes = 1 << 20
  /// The columns of a table, and the cells of all tables.
  static let columns = 500
  static let cells = 100_000
  /// The bytes that references may put in place of their labels: each repeats the whole address and title.
  static let referenceBytes = 1 << 24
  /// The blocks and pieces of text that a document is taken apart into.
  static let parts = 300_000

  /// Looks through a text before it is parsed, in one pass that counts rather too much than too little.
  ///
  /// - Throws: `MarkdownError`.
  static func check(_ text: UnsafeBufferPointer<UInt8>, firstLine: Int) throws(MarkdownError) {
    guard text.count <= bytes else { throw MarkdownError(line: firstLine, problem: .tooLong) }
    var scan = Scan(text: text)
    var line = firstLine
    while scan.position < text.count {
      let start = scan.position
      scan.readLine()
      if scan.columns > columns { throw MarkdownError(line: line, problem: .tooManyColumns) }
      if scan.cells > cells { throw MarkdownError(line: line, problem: .tooManyCells) }
      if scan.hasDefinition { scan.measureDefinition(in: start..<scan.position) }
      line += 1
    }
    let (product, overflow) = scan.longestDefinition.multipliedReportingOverflow(by: scan.brackets)
    if overflow || product > referenceBytes {
      throw MarkdownError(line: firstLine, problem: .tooManyReferences)
    }
  }

  private struct Scan {
    let text: UnsafeBufferPointer<UInt8>
    var position = 0
    /// The closing brackets so far: each may end a reference.
    var brackets = 0
    /// Whether the line that was read holds `]:`, and so perhaps a link definition.
    var hasDefinition = false
    var longestDefinition = 0
    /// The columns of the table that the line may belong to; 0 outside tables.
    var columns = 0
    /// The end of the last paragraph that was looked for.
    private var paragraphEnd = 0
    /// The cells of all tables so far. A row has all columns, however short it is.
    var cells = 0

    init(text: UnsafeBufferPointer<UInt8>) { self.text = text }

    /// Reads up to and with the end of the line.
    mutating func readLine() {
      var (bars, dashes) = (0, 0)
      var isBlank = true
      var mayDelimit = true
      var last: UInt8 = 0
      hasDefinition = false
      loop: while position < text.count {
        let byte = text[position]
        position += 1
        switch byte {
        case 0x0A: break loop
        case 0x0D:
          if position < text.count, text[position] == 0x0A { position += 1 }
          break loop
        case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: ">"): break
        case UInt8(ascii: "|"): (bars, isBlank) = (bars + 1, false)
        case UInt8(ascii: "-"): (dashes, isBlank) = (dashes + 1, false)
        case UInt8(ascii: ":"):
          isBlank = false
          if last == UInt8(ascii: "]") { hasDefinition = true }
        case UInt8(ascii: "]"):
          brackets += 1
          (isBlank, mayDelimit) = (false, false)
        default: (isBlank, mayDelimit) = (false, false)
        }
        last = byte
      }
      if isBlank {
        columns = 0
      } else if columns == 0, mayDelimit, bars > 0, dashes > 0 {
        // The row between the headings and the rest.
        columns = bars + 1
        cells += 2 * columns
      } else {
        cells += columns
      }
    }

    /// The bytes of what `line` may define: an address, and a title when a quotation mark follows, which may go on to
    /// the next blank line.
    mutating func measureDefinition(in line: Range<Int>) {
      var index = line.lowerBound
      while index + 1 < line.upperBound {
        defer { index += 1 }
        guard text[index] == UInt8(ascii: "]"), text[index + 1] == UInt8(ascii: ":") else { continue }
        var end = skip(from: index + 2, while: \.isSpace)
        let start = end
        let isBracketed = end < text.count && text[end] == UInt8(ascii: "<")
        end = skip(from: end) { isBracketed ? $0 != UInt8(ascii: ">") && $0 != 0x0A : !$0.isSpace }
        let title = skip(from: isBracketed ? end + 1 : end, while: \.isSpace)
        if title < text.count, "\"'(".utf8.contains(text[title]) { end = endOfParagraph(from: title) }
        longestDefinition = max(longestDefinition, end - start)
        // A later `]:` within what was measured cannot define more than it.
        index = max(index, min(end, line.upperBound) - 1)
      }
    }

    private func skip(from start: Int, while condition: (UInt8) -> Bool) -> Int {
      var index = start
      while index < text.count, condition(text[index]) { index += 1 }
      return min(index, text.count)
    }

    private mutating func endOfParagraph(from start: Int) -> Int {
      if start < paragraphEnd { return paragraphEnd }
      var index = start
      var isBlank = false
      while index < text.count {
        if text[index] == 0x0A {
          if isBlank { break }
          isBlank = true
        } else if !text[index].isSpace {
          isBlank = false
        }
        index += 1
      }
      paragraphEnd = index
      return index
    }
  }
}

extension UInt8 {
  fileprivate var isSpace: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
}

/// Why a text is not parsed.
package struct MarkdownError: Error, Equatable, CustomStringConvertible {
  package enum Problem: Equatable, Sendable {
    case tooLong
    case tooManyColumns
    case tooManyCells
    case tooManyReferences
    case tooManyParts
  }

  /// The line that is too much, counted from 1; the first for what all of the text is to blame for.
  package let line: Int
  package let problem: Problem

  /// The problem in words.
  package var description: String {
    switch problem {
    case .tooLong: "the text is longer than 1 MB"
    case .tooManyColumns: "a table has more than \(MarkdownLimits.columns) columns"
    case .tooManyCells: "the tables have more than \(MarkdownLimits.cells) cells"
    case .tooManyReferences: "the links that are defined apart, as in `[name]: address`, come to more than 16 MB"
    case .tooManyParts: "the text has more than \(MarkdownLimits.parts) blocks and marks"
    }
  }
}
