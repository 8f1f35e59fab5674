import Lessons
import Markdown

/// A lesson with its prose parsed, its first heading taken out as the title.
struct Manuscript {
  enum Part {
    case prose([MarkdownBlock])
    case cell(Cell)
  }

  let lesson: Lesson
  /// The first heading; nil when there is none.
  let heading: [MarkdownInline]?
  let parts: [Part]

  init(_ lesson: Lesson) {
    self.lesson = lesson
    let definitions = Self.definitions(in: lesson)
    var heading: [MarkdownInline]?
    parts = lesson.parts.map { part in
      switch part {
      case .cell(let cell): return .cell(cell)
      case .prose(_, let bytes):
        var blocks = MarkdownParser.blocks(of: lesson.text(of: bytes) + definitions)
        if heading == nil, let index = blocks.firstIndex(where: \.isHeading),
          case .heading(_, let inlines) = blocks.remove(at: index)
        {
          heading = inlines
        }
        return .prose(blocks)
      }
    }
    self.heading = heading
  }

  /// The file's name without the folders.
  var fileName: String { String(lesson.file.split(separator: "/").last ?? "") }

  /// The file's name without its ending.
  var name: String { fileName.hasSuffix(".md") ? String(fileName.dropLast(3)) : fileName }

  var title: String {
    let text = heading?.plainText ?? ""
    return text.isEmpty ? name : text
  }

  /// The language that the file's name tells, as `fr` in `01-few-shot.fr.md`; English without one.
  var language: String {
    let parts = name.split(separator: ".")
    guard parts.count > 1, let code = parts.last, code.count == 2, code.allSatisfy({ $0.isASCII && $0.isLowercase })
    else { return "en" }
    return String(code)
  }

  /// The link definitions of the whole document: `[name]: address` may stand anywhere in it, and the prose is parsed
  /// in the parts that the cells leave.
  private static func definitions(in lesson: Lesson) -> String {
    let lines = lesson.parts.flatMap { part -> [Substring] in
      guard case .prose(_, let bytes) = part else { return [] }
      return lesson.text(of: bytes).split(whereSeparator: \.isNewline).filter { line in
        line.hasPrefix("[") && line.contains("]:")
      }
    }
    return lines.isEmpty ? "" : "\n\n" + lines.joined(separator: "\n") + "\n"
  }
}
