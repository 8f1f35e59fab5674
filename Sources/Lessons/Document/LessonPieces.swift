import Markdown

/// Takes a document apart into the blocks that mean something in a lesson and the prose between them.
struct LessonPieces {
  enum Piece {
    case prose(Lesson.Prose)
    case block(Block)
  }

  let file: String
  let source: [UInt8]
  let lines: [SourceLines.Line]

  /// Prose or a block, before it is known where the prose stands.
  private enum Section {
    case text([MarkdownBlock])
    case block(Block)
  }

  /// The first words of the blocks that mean something.
  private static let kinds = ["primer", "output", "hint", "solution", "check"]

  /// The pieces of a document that begins at `first`, an index of `lines`.
  ///
  /// - Throws: `LessonError` for a fence that is never closed, and for a cell where none can be.
  func pieces(of document: MarkdownDocument, from first: Int) throws(LessonError) -> [Piece] {
    for footnote in document.footnotes { try refuseCells(in: footnote, .cellInFootnote) }
    var pieces: [Piece] = []
    var start = first
    var blocks: [MarkdownBlock] = []
    /// What was read becomes prose up to the line with the index `end`.
    func endProse(at end: Int) {
      if start < end {
        let bytes = lines[start].full.lowerBound..<lines[end - 1].full.upperBound
        pieces.append(.prose(Lesson.Prose(line: lines[start].number, bytes: bytes, blocks: blocks)))
      }
      blocks = []
    }
    for section in try sections(of: document.blocks) {
      switch section {
      case .text(let text): blocks += text
      case .block(let block):
        endProse(at: block.line - 1)
        pieces.append(.block(block))
        start = block.line + block.lines.count + 1
      }
    }
    endProse(at: lines.count)
    return pieces
  }

  /// The sections of `blocks`; two texts never follow each other.
  private func sections(of blocks: [MarkdownBlock]) throws(LessonError) -> [Section] {
    var sections: [Section] = []
    func add(_ section: Section) {
      if case .text(let more) = section, case .text(let text)? = sections.last {
        sections[sections.count - 1] = .text(text + more)
      } else {
        sections.append(section)
      }
    }
    for block in blocks {
      switch block {
      case .code(let code):
        if let found = try self.block(code) { add(.block(found)) } else { add(.text([block])) }
      case .list(let start, let isTight, let items):
        for section in try self.sections(ofList: start, isTight, items) { add(section) }
      case .quote(let quoted):
        try refuseCells(in: quoted, .cellInQuotation)
        add(.text([block]))
      case .heading, .paragraph, .table, .html, .rule: add(.text([block]))
      }
    }
    return sections
  }

  /// A list in parts: a block of the lesson ends the list that it stands in, the rest of its item follows as text, and
  /// the next item goes on with its number.
  private func sections(
    ofList start: Int?, _ isTight: Bool, _ items: [[MarkdownBlock]]
  ) throws(LessonError) -> [Section] {
    var sections: [Section] = []
    var open: [[MarkdownBlock]] = []
    var first = 0
    func close() {
      if !open.isEmpty {
        sections.append(.text([.list(start: start.map { $0 + first }, isTight: isTight, items: open)]))
      }
      open = []
    }
    for (index, item) in items.enumerated() {
      if open.isEmpty { first = index }
      var inner = try self.sections(of: item)[...]
      if inner.isEmpty { open.append([]) }
      if case .text(let text)? = inner.first {
        open.append(text)
        inner = inner.dropFirst()
      }
      guard !inner.isEmpty else { continue }
      close()
      sections += inner
    }
    close()
    return sections
  }

  /// The block of the lesson that `code` is; nil for any other code.
  private func block(_ code: MarkdownCode) throws(LessonError) -> Block? {
    guard let fences = code.fences else { return nil }
    let opening = lines[fences.line - 1]
    let before = source[opening.content].prefix(fences.column)
    let indentation = before.reduce(0) { $1 == UInt8(ascii: "\t") ? $0 + 4 - $0 % 4 : $0 + 1 }
    let fence = Fence(
      character: fences.character, length: fences.length, column: fences.column, indentation: indentation,
      itemIndentation: max(0, indentation - fences.indentation), info: code.info)
    let isOfLesson = Self.kinds.contains(code.info.split(whereSeparator: \.isWhitespace).first.map(String.init) ?? "")
    let content = SourceLines(Array(code.text.utf8)).lines.map(\.content)
    let closing = fences.line - 1 + content.count + 1
    // A block without an end reaches to that of its list or of the document.
    guard closing < lines.count, closing + 1 == fences.lastLine, fence.isClosed(by: source[lines[closing].content])
    else {
      // In a list the item's end may close a block that means nothing here.
      guard isOfLesson || fence.itemIndentation == 0 else { return nil }
      throw LessonError(file: file, line: fences.line, problem: .unclosedFence)
    }
    guard isOfLesson else { return nil }
    if fences.indentation > 0, before.suffix(fences.indentation).contains(UInt8(ascii: "\t")) {
      throw LessonError(file: file, line: fences.line, problem: .tabBeforeFence)
    }
    let text = Array(code.text.utf8)
    return Block(
      fence: fence, line: fences.line, bytes: opening.full.lowerBound..<lines[closing].full.upperBound,
      lines: lines[fences.line..<closing].map(\.content), fenceLines: (opening.content, lines[closing].content),
      content: content.map { String(decoding: text[$0], as: UTF8.self) })
  }

  /// - Throws: `LessonError` when there is a cell in `blocks`: it would be taken for one and never run.
  private func refuseCells(in blocks: [MarkdownBlock], _ problem: LessonError.Problem) throws(LessonError) {
    var line: Int?
    blocks.forEachBlock { block in
      if case .code(let code) = block, code.info.split(whereSeparator: \.isWhitespace).first == "primer" {
        line = line ?? code.fences?.line
      }
    }
    if let line { throw LessonError(file: file, line: line, problem: problem) }
  }
}
