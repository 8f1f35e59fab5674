import Lessons
import Markdown

/// A lesson for a page or a notebook, its first heading taken out as the title.
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
    var heading: [MarkdownInline]?
    parts = lesson.parts.map { part in
      switch part {
      case .cell(let cell): return .cell(cell)
      case .prose(let prose):
        var blocks = prose.blocks
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

  /// The language that the file's name tells; English without one.
  var language: LanguageTag { LessonFileName(path: lesson.file).language ?? .english }
}
