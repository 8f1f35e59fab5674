/// A lesson: prose and cells in the order of its Markdown file, each with its place there.
package struct Lesson: Equatable, Sendable {
  package enum Part: Equatable, Sendable {
    /// Anything that is not part of a cell, with its first line and its bytes.
    case prose(line: Int, bytes: Range<Int>)
    case cell(Cell)
  }

  /// The file's name as it was given; errors and reports show it.
  package let file: String
  /// The file's bytes, which positions refer to.
  package let source: [UInt8]
  /// What the front matter says.
  package let frontMatter: FrontMatter
  /// The first heading, or the file's name when there is none.
  package let title: String
  /// Prose and cells.
  package let parts: [Part]

  /// The cells in order.
  package var cells: [Cell] {
    parts.compactMap { part in if case .cell(let cell) = part { cell } else { nil } }
  }

  /// Parses a document.
  ///
  /// A byte order mark and CR LF line endings are accepted. Fences follow CommonMark 0.31; only blocks whose first
  /// word is `primer`, `output`, `hint`, `solution` or `check` mean anything here.
  ///
  /// - Throws: `LessonError` with the first line that is wrong.
  package init(file: String, source: [UInt8]) throws(LessonError) {
    if source.starts(with: [0xFF, 0xFE]) || source.starts(with: [0xFE, 0xFF]) {
      throw LessonError(file: file, line: 1, problem: .utf16)
    }
    let lines = SourceLines(source, from: source.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0).lines
    if String(validating: source, as: UTF8.self) == nil {
      let line = lines.first { String(validating: source[$0.content], as: UTF8.self) == nil }
      throw LessonError(file: file, line: line?.number ?? 1, problem: .invalidUTF8)
    }
    let (matter, next) = try FrontMatter.read(lines, of: source, file: file)
    let pieces = try MarkdownScanner(file: file, source: source, lines: lines[next...]).pieces()
    self.file = file
    self.source = source
    frontMatter = matter
    title = Lesson.title(of: pieces, in: source) ?? String(file.split(separator: "/").last ?? "")
    parts = try Lesson.parts(of: pieces, file: file)
  }

  /// The text of a piece of prose.
  package func text(of bytes: Range<Int>) -> String { String(decoding: source[bytes], as: UTF8.self) }

  private static func parts(of pieces: [MarkdownScanner.Piece], file: String) throws(LessonError) -> [Part] {
    var parts: [Part] = []
    var open: (builder: CellBuilder, place: Int)?
    for piece in pieces {
      switch piece {
      case .prose(let line, let bytes): parts.append(.prose(line: line, bytes: bytes))
      case .block(let block):
        switch block.kind {
        case "primer":
          if let (builder, place) = open { parts.insert(.cell(try builder.cell()), at: place) }
          open = (try CellBuilder(block, file: file), parts.count)
        case "output", "hint", "solution", "check":
          guard open != nil else {
            let problem: LessonError.Problem =
              switch block.kind {
              case "output": .outputWithoutCell
              case "check": .checkWithoutCell
              default: .outsideExercise(block.kind)
              }
            throw LessonError(file: file, line: block.line, problem: problem)
          }
          try open?.builder.add(block)
        default: parts.append(.prose(line: block.line, bytes: block.bytes))
        }
      }
    }
    if let (builder, place) = open { parts.insert(.cell(try builder.cell()), at: place) }
    return parts
  }

  /// The text of the first `#` heading.
  private static func title(of pieces: [MarkdownScanner.Piece], in source: [UInt8]) -> String? {
    for case .prose(_, let bytes) in pieces {
      for line in SourceLines(Array(source[bytes])).lines {
        let text = source[bytes.lowerBound + line.content.lowerBound..<bytes.lowerBound + line.content.upperBound]
        let hashes = text.trimmed.prefix { $0 == UInt8(ascii: "#") }.count
        guard text.columnsOfSpace <= 3, (1...6).contains(hashes) else { continue }
        let heading = text.trimmed.dropFirst(hashes)
        guard heading.first?.isBlank ?? true else { continue }
        let title = String(decoding: heading.withoutClosingHashes.trimmed, as: UTF8.self)
        if !title.isEmpty { return title }
      }
    }
    return nil
  }
}

extension ArraySlice<UInt8> {
  /// A heading's text without the hashes that may close it.
  fileprivate var withoutClosingHashes: ArraySlice<UInt8> {
    let text = trimmed
    guard let last = text.lastIndex(where: { $0 != UInt8(ascii: "#") }) else { return [] }
    return text[last].isBlank ? text[...last] : text
  }
}
