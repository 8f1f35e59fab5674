/// The line that opens or closes a fenced code block, by the rules of CommonMark 0.31, section 4.5.
package struct Fence: Equatable, Sendable {
  /// A backtick or a tilde.
  package let character: UInt8
  /// How many of them: at least three.
  package let length: Int
  /// Spaces in front of them: at most three, because four would make an indented code block.
  package let indentation: Int
  /// What stands behind them, without the spaces around it.
  package let info: String

  /// Reads `line` as an opening fence; nil when it is none.
  init?(opening line: ArraySlice<UInt8>) {
    let rest = line.drop { $0 == UInt8(ascii: " ") }
    guard rest.startIndex - line.startIndex <= 3, let character = rest.first,
      character == UInt8(ascii: "`") || character == UInt8(ascii: "~")
    else { return nil }
    let behind = rest.drop { $0 == character }
    guard behind.startIndex - rest.startIndex >= 3 else { return nil }
    // A backtick in the info string makes the line inline code.
    if character == UInt8(ascii: "`"), behind.contains(character) { return nil }
    self.character = character
    length = behind.startIndex - rest.startIndex
    indentation = rest.startIndex - line.startIndex
    info = String(decoding: behind.trimmed, as: UTF8.self)
  }

  /// Whether `line` closes the block that this fence opened.
  func isClosed(by line: ArraySlice<UInt8>) -> Bool {
    Fence.closingLength(of: line, character: character).map { $0 >= length } ?? false
  }

  /// The number of fence characters of a line that could close a block; nil when the line holds anything else.
  static func closingLength(of line: ArraySlice<UInt8>, character: UInt8) -> Int? {
    let rest = line.drop { $0 == UInt8(ascii: " ") }
    guard rest.startIndex - line.startIndex <= 3 else { return nil }
    let behind = rest.drop { $0 == character }
    let length = behind.startIndex - rest.startIndex
    return length >= 3 && behind.allSatisfy(\.isBlank) ? length : nil
  }
}

extension UInt8 {
  /// Whether this is a space, a tab or a carriage return.
  var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") || self == UInt8(ascii: "\r") }
}

extension ArraySlice<UInt8> {
  /// The bytes without the spaces and tabs around them.
  var trimmed: ArraySlice<UInt8> {
    guard let first = firstIndex(where: { !$0.isBlank }), let last = lastIndex(where: { !$0.isBlank }) else {
      return []
    }
    return self[first...last]
  }
}
