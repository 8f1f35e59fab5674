import Markdown
import Script

/// The files of the lessons in one folder, in order.
struct LessonList {
  /// The parts of the folder's `README.md` with the paths of their lessons; those it leaves out come last.
  let parts: [(title: String?, paths: [String])]

  init(folder: String, languages: [String], files: any Host) {
    let names = ((try? files.names(inFolder: folder)) ?? []).filter { $0.hasSuffix(".md") }
    let lessons = names.map { (file: $0, parsed: LessonFileName(path: $0)) }.filter { $0.parsed.name != "README" }
    /// The file of a lesson, or of the list itself, in the best language.
    func path(_ stem: String) -> String? {
      for language in languages {
        // What is written first is in English.
        if language == "en", names.contains(stem + ".md") { break }
        let match = names.first { name in
          let parsed = LessonFileName(path: name)
          return parsed.stem == stem && parsed.language == language
        }
        if let match { return "\(folder)/\(match)" }
      }
      return names.contains(stem + ".md") ? "\(folder)/\(stem).md" : nil
    }

    // A lesson that was only ever written in one other language is listed all the same.
    var open = Set(lessons.map(\.parsed.stem))
    var parts: [(title: String?, paths: [String])] = []
    let readme = path("README").flatMap { try? files.readFile($0) } ?? []
    for entry in Self.entries(of: MarkdownParser.blocks(of: String(decoding: readme, as: UTF8.self))) {
      switch entry {
      case .part(let title): parts.append((title, []))
      case .link(let file):
        let stem = LessonFileName(path: file).stem
        guard !file.contains("/"), file.hasSuffix(".md"), open.remove(stem) != nil else { continue }
        if parts.isEmpty { parts.append((nil, [])) }
        if let found = path(stem) { parts[parts.count - 1].paths.append(found) }
      }
    }
    let rest = open.sorted().compactMap { stem in
      path(stem) ?? lessons.first { $0.parsed.stem == stem }.map { "\(folder)/\($0.file)" }
    }
    if !rest.isEmpty { parts.append((nil, rest)) }
    self.parts = parts.filter { !$0.paths.isEmpty }
  }

  private enum Entry {
    case part(String)
    case link(String)
  }

  /// The headings below the first level, and the links, in the order of the document.
  private static func entries(of blocks: [MarkdownBlock]) -> [Entry] {
    blocks.flatMap { block -> [Entry] in
      switch block {
      case .heading(let level, let inlines): level > 1 ? [.part(inlines.plainText)] : []
      case .paragraph(let inlines): links(in: inlines)
      case .quote(let blocks): entries(of: blocks)
      case .list(_, _, let items): items.flatMap(entries)
      case .table(_, let header, let rows): ([header] + rows).flatMap { $0.flatMap(links) }
      case .code, .html, .rule: []
      }
    }
  }

  private static func links(in inlines: [MarkdownInline]) -> [Entry] {
    inlines.flatMap { inline -> [Entry] in
      switch inline {
      case .link(let destination, _): [.link(destination)]
      case .emphasis(let inlines), .strong(let inlines): links(in: inlines)
      case .text, .code, .image, .html, .softBreak, .lineBreak: []
      }
    }
  }
}
