import Lessons
import Markdown

/// The page that leads to the pages of a folder: what its `README.md` says, and the lessons that it does not name.
struct CoursePage {
  /// The parsed `README.md`; none has a heading of ours and the list alone.
  let introduction: [MarkdownBlock]
  /// The lessons in their order.
  let lessons: [Entry]

  /// A lesson and its page.
  struct Entry {
    let fileName: String
    let page: String
    let title: String
    let language: LanguageTag
  }

  var page: Page {
    let words = PageWords(language: .english)
    let pages = Dictionary(lessons.map { ($0.fileName, $0.page) }) { first, _ in first }
    var prose = ProseWriter(words: words, pages: pages, picture: { _ in nil })
    var blocks = introduction
    var title = "Lessons"
    var parts: [HTML] = []
    if let index = blocks.firstIndex(where: \.isHeading), case .heading(_, let inlines) = blocks.remove(at: index) {
      title = inlines.plainText
      parts.append(.element("h1", [:], prose.html(inlines)))
    } else {
      parts.append(.element("h1", [:], HTML(text: title)))
    }
    parts.append(prose.html(blocks))
    var named: Set<String> = []
    blocks.forEachInline { inline in
      if case .link(let destination, _) = inline, let name = LessonFolder.fileName(ofLink: destination) {
        named.insert(name)
      }
    }
    let others = lessons.filter { !named.contains($0.fileName) }
    if !others.isEmpty {
      if !named.isEmpty { parts.append(.element("h2", [:], HTML(text: words[.moreLessons]))) }
      let items = others.map { entry in
        let language = entry.language.description
        let link = HTML.element("a", ["href": entry.page, "hreflang": language], HTML(text: entry.title))
        return entry.language.isRightToLeft
          ? HTML.element("li", ["lang": language, "dir": "rtl"], link) : .element("li", ["lang": language], link)
      }
      parts.append(.element("ul", [:], items.joined(separator: "\n")))
    }
    return Page(
      language: .english, title: title, header: .empty, main: parts.filter { $0 != .empty }.joined(separator: "\n"),
      footer: .empty, words: words)
  }
}
