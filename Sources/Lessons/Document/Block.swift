/// A fenced block of a lesson and where it stands in the file.
package struct Block: Equatable, Sendable {
  /// The opening fence.
  package let fence: Fence
  /// The line of the opening fence, counted from 1; the first line inside is the next one.
  package let line: Int
  /// The bytes of the whole block, both fence lines and the last line's ending included.
  package let bytes: Range<Int>
  /// The bytes of each line inside, without line endings.
  package let lines: [Range<Int>]
  /// The bytes of the opening and of the closing fence line, without line endings.
  package let fenceLines: (opening: Range<Int>, closing: Range<Int>)
  /// What stands inside, a line each, without the indentation of the fence and of its list.
  package let content: [String]

  /// The content as one text.
  package var text: String { content.joined(separator: "\n") }

  /// The first word after the opening fence, which says what the block is.
  package var kind: String { words.first ?? "" }

  /// The words after the opening fence.
  package var words: [String] { fence.info.split { $0 == " " || $0 == "\t" }.map(String.init) }

  package static func == (one: Block, other: Block) -> Bool {
    one.bytes == other.bytes && one.fence == other.fence && one.content == other.content
  }
}

/// The line that opens a fenced code block, by the rules of CommonMark 0.29, section 4.5.
package struct Fence: Equatable, Sendable {
  /// A backtick or a tilde.
  package let character: UInt8
  /// How many of them: at least three.
  package let length: Int
  /// The bytes before them in the opening line: spaces, and perhaps the marker of a list item.
  package let column: Int
  /// The columns before them, which lines that are written into the block begin with as spaces.
  package let indentation: Int
  /// How many of these belong to the list item that the block stands in; 0 outside lists.
  package let itemIndentation: Int
  /// What stands after them, without the spaces around it.
  package let info: String

  /// Whether `line` closes the block that this fence opened.
  func isClosed(by line: ArraySlice<UInt8>) -> Bool { closingLength(of: line).map { $0 >= length } ?? false }

  /// The number of fence characters of a line that could close a block in the same place; nil when the line holds
  /// anything else.
  package func closingLength(of line: ArraySlice<UInt8>) -> Int? {
    let rest = line.drop(while: \.isBlank)
    guard (itemIndentation...itemIndentation + 3).contains(line.columnsOfSpace) else { return nil }
    let after = rest.drop { $0 == character }
    let length = after.startIndex - rest.startIndex
    return length >= 3 && after.allSatisfy(\.isBlank) ? length : nil
  }
}

extension UInt8 {
  /// Whether this is a space or a tab.
  var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }
}

extension ArraySlice<UInt8> {
  /// The bytes without the spaces and tabs around them.
  var trimmed: ArraySlice<UInt8> {
    guard let first = firstIndex(where: { !$0.isBlank }), let last = lastIndex(where: { !$0.isBlank }) else {
      return []
    }
    return self[first...last]
  }

  /// The width of the space at the beginning; a tab reaches to the next multiple of four.
  var columnsOfSpace: Int {
    prefix(while: \.isBlank).reduce(0) { $1 == UInt8(ascii: "\t") ? $0 + 4 - $0 % 4 : $0 + 1 }
  }
}
