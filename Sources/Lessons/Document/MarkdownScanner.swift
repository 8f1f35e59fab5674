/// Splits Markdown into fenced blocks and everything else, as far as a lesson needs it.
///
/// A fence inside a list item or an HTML comment belongs to that item or comment and is no block of its own; one
/// inside a quotation begins with `>` and so never looks like one.
struct MarkdownScanner {
  enum Piece: Equatable {
    case prose(line: Int, bytes: Range<Int>)
    case block(Block)
  }

  let file: String
  let source: [UInt8]
  let lines: ArraySlice<SourceLines.Line>

  /// - Throws: `LessonError` for a fence that is never closed.
  func pieces() throws(LessonError) -> [Piece] {
    var pieces: [Piece] = []
    var proseStart: SourceLines.Line?
    var item: Int?
    var inComment = false
    var index = lines.startIndex

    while index < lines.endIndex {
      let line = lines[index]
      let text = source[line.content]
      proseStart = proseStart ?? line
      index += 1
      if inComment {
        inComment = !text.contains(ascii: "-->")
        continue
      }
      if let width = item {
        if text.allSatisfy(\.isBlank) || text.columnsOfSpace >= width { continue }
        item = nil
      }
      if let fence = Fence(opening: text) {
        if let start = proseStart, start.number < line.number {
          pieces.append(.prose(line: start.number, bytes: start.full.lowerBound..<line.full.lowerBound))
        }
        proseStart = nil
        guard let end = lines[index...].firstIndex(where: { fence.isClosed(by: source[$0.content]) }) else {
          throw LessonError(file: file, line: line.number, problem: .unclosedFence)
        }
        pieces.append(.block(block(fence, opening: line, inside: lines[index..<end], closing: lines[end])))
        index = end + 1
      } else {
        item = text.listItemWidth
        inComment = text.columnsOfSpace <= 3 && text.trimmed.starts(with: "<!--".utf8) && !text.contains(ascii: "-->")
      }
    }
    if let start = proseStart {
      pieces.append(.prose(line: start.number, bytes: start.full.lowerBound..<source.count))
    }
    return pieces
  }

  private func block(
    _ fence: Fence, opening: SourceLines.Line, inside: ArraySlice<SourceLines.Line>, closing: SourceLines.Line
  ) -> Block {
    let content = inside.map { line in
      let text = source[line.content]
      let indented = text.prefix(fence.indentation).prefix { $0 == UInt8(ascii: " ") }.count
      return String(decoding: text.dropFirst(indented), as: UTF8.self)
    }
    return Block(
      fence: fence, line: opening.number, bytes: opening.full.lowerBound..<closing.full.upperBound,
      lines: inside.map(\.content), fenceLines: (opening.content, closing.content), content: content)
  }
}

extension ArraySlice<UInt8> {
  /// The width of the space at the beginning; a tab reaches to the next multiple of four.
  var columnsOfSpace: Int {
    var columns = 0
    for byte in self {
      switch byte {
      case UInt8(ascii: " "): columns += 1
      case UInt8(ascii: "\t"): columns += 4 - columns % 4
      default: return columns
      }
    }
    return columns
  }

  /// The column at which the content of a list item begins when this line opens one (CommonMark 0.31, section 5.2).
  fileprivate var listItemWidth: Int? {
    let indentation = columnsOfSpace
    guard indentation <= 3, !isThematicBreak else { return nil }
    let rest = self.drop(while: \.isBlank)
    guard let first = rest.first else { return nil }
    let marker: Int
    if "-+*".utf8.contains(first) {
      marker = 1
    } else {
      let digits = rest.prefix(10).prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.count
      guard (1...9).contains(digits), let delimiter = rest.dropFirst(digits).first,
        delimiter == UInt8(ascii: ".") || delimiter == UInt8(ascii: ")")
      else { return nil }
      marker = digits + 1
    }
    let behind = rest.dropFirst(marker)
    guard let next = behind.first else { return indentation + marker + 1 }
    guard next.isBlank else { return nil }
    let space = behind.columnsOfSpace
    let isCode = space >= 5 || behind.allSatisfy(\.isBlank)
    return indentation + marker + (isCode ? 1 : space)
  }

  private var isThematicBreak: Bool {
    let marks = self.lazy.filter { !$0.isBlank }
    guard let first = marks.first, "-_*".utf8.contains(first) else { return false }
    return marks.allSatisfy { $0 == first } && marks.count >= 3
  }

  fileprivate func contains(ascii word: StaticString) -> Bool {
    word.withUTF8Buffer { firstRange(of: $0, from: startIndex) != nil }
  }
}
