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
    let language: String
  }

  var page: Page {
    let words = PageWords(language: "en")
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
    let named = Set(blocks.flatMap(\.destinations))
    let others = lessons.filter { !named.contains($0.fileName) }
    if !others.isEmpty {
      if !named.isEmpty { parts.append(.element("h2", [:], HTML(text: words[.moreLessons]))) }
      let items = others.map { entry in
        let link = HTML.element("a", ["href": entry.page, "hreflang": entry.language], HTML(text: entry.title))
        return HTML.element("li", ["lang": entry.language], link)
      }
      parts.append(.element("ul", [:], items.joined(separator: "\n")))
    }
    return Page(
      language: "en", title: title, header: .empty, main: parts.filter { $0 != .empty }.joined(separator: "\n"),
      footer: .empty, words: words)
  }
}
