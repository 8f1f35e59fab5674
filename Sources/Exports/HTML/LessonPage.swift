import Lessons
import Markdown

/// A lesson as a page.
struct LessonPage {
  let manuscript: Manuscript
  let outputs: LessonOutputs
  let edition: Edition
  /// The pages of the course that it stands in, by their lessons' file names.
  let pages: [String: String]
  let neighbours: Neighbours
  let picture: (String) -> String?

  /// The pages before and after this one in a course; without a course there is no list either.
  struct Neighbours {
    var index: String?
    var previous: (page: String, title: String)?
    var next: (page: String, title: String)?
  }

  var page: Page {
    let words = PageWords(language: manuscript.language)
    return Page(
      language: manuscript.language, title: manuscript.title, header: header(words), main: main(words),
      footer: footer(words), words: words)
  }

  private func header(_ words: PageWords) -> HTML {
    guard let index = neighbours.index else { return .empty }
    return .element(
      "nav", ["aria-label": words[.course]], .element("a", ["href": index], HTML(text: words[.allLessons])))
  }

  private func footer(_ words: PageWords) -> HTML {
    let links = [(words[.previous], neighbours.previous, "prev"), (words[.next], neighbours.next, "next")].compactMap {
      word, link, relation in
      link.map { link in
        HTML.element("a", ["rel": relation, "href": link.page], HTML(text: "\(word): \(link.title)"))
      }
    }
    if links.isEmpty { return .empty }
    return .element("nav", ["aria-label": "\(words[.previous]), \(words[.next])"], links.joined(separator: "\n"))
  }

  private func main(_ words: PageWords) -> HTML {
    var prose = ProseWriter(words: words, pages: pages, picture: picture)
    var cells = CellWriter(edition: edition, words: words)
    var parts = [HTML.element("h1", [:], manuscript.heading.map { prose.html($0) } ?? HTML(text: manuscript.title))]
    parts.append(facts(words))
    var index = 0
    for part in manuscript.parts {
      switch part {
      case .prose(let blocks): parts.append(prose.html(blocks))
      case .cell(let cell):
        parts.append(cells.html(cell, outputs.cells[index], &prose))
        index += 1
      }
    }
    parts.append(prose.html(footnotes: manuscript.lesson.footnotes))
    return parts.filter { $0 != .empty }.joined(separator: "\n")
  }

  /// What the front matter says that a reader wants to know.
  private func facts(_ words: PageWords) -> HTML {
    let matter = manuscript.lesson.frontMatter
    let facts = [
      (words[.minutes], matter.values["minutes"]), (words[.needs], matter.values["needs"]),
      (words[.sources], matter.values["sources"]),
    ].compactMap { name, value in value.map { "\(name): \($0)" } }
    return facts.isEmpty ? .empty : .element("p", ["class": "facts"], HTML(text: facts.joined(separator: " · ")))
  }
}
