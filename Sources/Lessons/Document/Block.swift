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
  /// What stands inside, a line each, without the fence's indentation.
  package let content: [String]

  /// The content as one text.
  package var text: String { content.joined(separator: "\n") }

  /// The first word behind the opening fence, which says what the block is.
  package var kind: String { words.first ?? "" }

  /// The words behind the opening fence.
  package var words: [String] { fence.info.split { $0 == " " || $0 == "\t" }.map(String.init) }

  package static func == (one: Block, other: Block) -> Bool {
    one.bytes == other.bytes && one.fence == other.fence && one.content == other.content
  }
}
