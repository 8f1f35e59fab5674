import Markdown

/// A lesson: prose and cells in the order of its Markdown file, each with its place there.
package struct Lesson: Equatable, Sendable {
  package enum Part: Equatable, Sendable {
    case prose(Prose)
    case cell(Cell)
  }

  /// Anything between the blocks of cells.
  package struct Prose: Equatable, Sendable {
    /// Its first line.
    package let line: Int
    /// Its bytes, whole lines.
    package let bytes: Range<Int>
    /// What it says, with the link definitions and footnotes of the whole document.
    package let blocks: [MarkdownBlock]
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
  /// What the footnotes say, in the order of their numbers.
  package let footnotes: [[MarkdownBlock]]

  /// The cells in order.
  package var cells: [Cell] {
    parts.compactMap { part in if case .cell(let cell) = part { cell } else { nil } }
  }

  /// Parses a document.
  ///
  /// A byte order mark and all line endings of CommonMark are accepted. Only fenced blocks whose first word is `primer`,
  /// `output`, `hint`, `solution` or `check` mean anything here; they may stand in list items.
  ///
  /// - Throws: `LessonError` with the first line that is wrong.
  package init(file: String, source: [UInt8]) throws(LessonError) {
    if source.starts(with: [0xFF, 0xFE]) || source.starts(with: [0xFE, 0xFF]) {
      throw LessonError(file: file, line: 1, problem: .utf16)
    }
    let lines = SourceLines(source, from: source.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0).lines
    guard let text = String(validating: source[(lines.first?.full.lowerBound ?? source.count)...], as: UTF8.self) else {
      let line = lines.first { String(validating: source[$0.content], as: UTF8.self) == nil }
      throw LessonError(file: file, line: line?.number ?? 1, problem: .invalidUTF8)
    }
    let (matter, next) = try FrontMatter.read(lines, of: source, file: file)
    let body = next == 0 ? text : String(decoding: source[(lines[next - 1].full.upperBound)...], as: UTF8.self)
    let document: MarkdownDocument
    let pieces: [LessonPieces.Piece]
    let hints: [[MarkdownBlock]]
    do {
      document = try MarkdownDocument(body, firstLine: next + 1)
      pieces = try LessonPieces(file: file, source: source, lines: lines).pieces(of: document, from: next)
      hints = try Lesson.hints(in: pieces, of: body)
    } catch let error as MarkdownError {
      throw LessonError(file: file, line: error.line, problem: .tooLarge(error.description))
    } catch {
      throw error as? LessonError ?? LessonError(file: file, line: 1, problem: .tooLarge("\(error)"))
    }
    self.file = file
    self.source = source
    frontMatter = matter
    footnotes = document.footnotes
    title = Lesson.title(of: document) ?? String(file.split(separator: "/").last ?? "")
    parts = try Lesson.parts(of: pieces, hints: hints, file: file)
  }

  /// The text of a piece of prose.
  package func text(of bytes: Range<Int>) -> String { String(decoding: source[bytes], as: UTF8.self) }

  /// `blocks` and then the footnotes that they refer to, each after its number, for where a part is read by itself.
  package func withFootnotes(_ blocks: [MarkdownBlock]) -> [MarkdownBlock] {
    blocks
      + footnotes(in: blocks).flatMap { number -> [MarkdownBlock] in
        var note = footnotes[number - 1]
        var first: [MarkdownInline] = [.footnote(number), .text(" ")]
        if case .paragraph(let inlines)? = note.first {
          first += inlines
          note.removeFirst()
        }
        return [.paragraph(first)] + note
      }
  }

  /// The numbers of the footnotes that `blocks` refer to, directly or in other footnotes, in rising order.
  private func footnotes(in blocks: [MarkdownBlock]) -> [Int] {
    var found: Set<Int> = []
    var open = [blocks]
    while let next = open.popLast() {
      next.forEachInline { inline in
        if case .footnote(let number) = inline, footnotes.indices.contains(number - 1), found.insert(number).inserted {
          open.append(footnotes[number - 1])
        }
      }
    }
    return found.sorted()
  }

  /// What the hints say, with the link definitions of the document `body`.
  private static func hints(in pieces: [LessonPieces.Piece], of body: String) throws(MarkdownError) -> [[MarkdownBlock]]
  {
    let texts = pieces.compactMap { piece in
      if case .block(let block) = piece, block.kind == "hint" { block.text } else { nil }
    }
    return texts.isEmpty ? [] : try MarkdownDocument.blocks(of: texts, definitionsIn: body)
  }

  private static func parts(
    of pieces: [LessonPieces.Piece], hints: [[MarkdownBlock]], file: String
  ) throws(LessonError) -> [Part] {
    var parts: [Part] = []
    var hints = hints.makeIterator()
    var open: (builder: CellBuilder, place: Int)?
    for piece in pieces {
      switch piece {
      case .prose(let prose): parts.append(.prose(prose))
      case .block(let block) where block.kind == "primer":
        if let (builder, place) = open { parts.insert(.cell(try builder.cell()), at: place) }
        open = (try CellBuilder(block, file: file), parts.count)
      case .block(let block):
        guard open != nil else {
          let problem: LessonError.Problem =
            switch block.kind {
            case "output": .outputWithoutCell
            case "check": .checkWithoutCell
            default: .outsideExercise(block.kind)
            }
          throw LessonError(file: file, line: block.line, problem: problem)
        }
        try open?.builder.add(block, prose: block.kind == "hint" ? hints.next() ?? [] : [])
      }
    }
    if let (builder, place) = open { parts.insert(.cell(try builder.cell()), at: place) }
    return parts
  }

  /// The text of the first heading that has any.
  private static func title(of document: MarkdownDocument) -> String? {
    for case .heading(_, let inlines) in document.blocks where !inlines.plainText.isEmpty { return inlines.plainText }
    return nil
  }
}
