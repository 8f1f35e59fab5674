import Lessons
import Markdown

/// Writes Markdown as parts of a page.
struct ProseWriter {
  let words: PageWords
  /// The pages that links to lessons lead to, by the lessons' file names.
  let pages: [String: String]
  /// A picture beside the lesson as a `data:` address; nil when it is none that can be shown.
  let picture: (String) -> String?
  private var outline = HeadingOutline()
  /// The names of headings so far, and for each how many numbers were tried after it.
  private var anchors: [String: Int] = [:]
  /// The footnotes that links lead back from.
  private var shownFootnotes: Set<Int> = []

  init(words: PageWords, pages: [String: String], picture: @escaping (String) -> String?) {
    self.words = words
    self.pages = pages
    self.picture = picture
  }

  mutating func html(_ blocks: [MarkdownBlock]) -> HTML {
    var parts: [HTML] = []
    for block in blocks {
      let part = html(block)
      if part != .empty { parts.append(part) }
    }
    return parts.joined(separator: "\n")
  }

  /// The footnotes as a list at the end of a page; nothing when there are none.
  mutating func html(footnotes: [[MarkdownBlock]]) -> HTML {
    if footnotes.isEmpty { return .empty }
    var items: [HTML] = []
    for (index, blocks) in footnotes.enumerated() {
      let content = html(blocks)
      let number = index + 1
      let back = HTML.element(
        "a", ["href": "#page.from.\(number)", "aria-label": "\(words[.back]) \(number)"], HTML(text: "↩"))
      let isReferredTo = shownFootnotes.contains(number)
      items.append(
        .element("li", ["id": "page.note.\(number)"], content, isReferredTo ? HTML(markup: "\n") + back : .empty))
    }
    return .element(
      "section", ["class": "notes", "aria-label": words[.footnotes]],
      .element("ol", [:], items.joined(separator: "\n")))
  }

  private mutating func html(_ block: MarkdownBlock) -> HTML {
    switch block {
    case .heading(let level, let inlines):
      return .element("h\(outline.next(level: level))", ["id": anchor(of: inlines)], html(inlines))
    case .paragraph(let inlines): return .element("p", [:], html(inlines))
    case .code(let block):
      let isPrimer = block.info.split(separator: " ").first == "primer"
      let code = block.text.hasSuffix("\n") ? String(block.text.dropLast()) : block.text
      return .element(
        "pre", ["class": "code"], .element("code", [:], isPrimer ? highlighted(code) : HTML(text: code)))
    case .quote(let blocks): return .element("blockquote", [:], html(blocks))
    case .list(let start, let isTight, let items): return list(start, isTight, items)
    case .table(let alignments, let header, let rows): return table(alignments, header, rows)
    case .html(let source): return rawHTML(source)
    case .rule: return .void("hr")
    }
  }

  mutating func html(_ inlines: [MarkdownInline]) -> HTML {
    var parts: [HTML] = []
    for inline in inlines { parts.append(html(inline)) }
    return parts.joined()
  }

  private mutating func html(_ inline: MarkdownInline) -> HTML {
    switch inline {
    case .text(let text): return HTML(text: text)
    case .code(let text): return .element("code", [:], HTML(text: text))
    case .emphasis(let inlines): return .element("em", [:], html(inlines))
    case .strong(let inlines): return .element("strong", [:], html(inlines))
    case .link(let destination, let inlines):
      guard let address = LinkTarget.address(destination, pages: pages) else { return html(inlines) }
      return .element("a", ["href": address], html(inlines))
    case .image(let source, let inlines):
      guard let address = picture(source) else {
        return .element("span", ["class": "absent"], HTML(text: inlines.plainText))
      }
      return .void("img", ["src": address, "alt": inlines.plainText])
    case .html(let source):
      let tag = source.lowercased().filter { !$0.isWhitespace }
      return ["<br>", "<br/>"].contains(tag) ? .void("br") : HTML(text: RawHTML(source).withoutComments)
    case .footnote(let number):
      let name = "\(words[.footnote]) \(number)"
      let isFirst = shownFootnotes.insert(number).inserted
      let text = HTML(text: "\(number)")
      let link: HTML =
        isFirst
        ? .element("a", ["id": "page.from.\(number)", "href": "#page.note.\(number)", "aria-label": name], text)
        : .element("a", ["href": "#page.note.\(number)", "aria-label": name], text)
      return .element("sup", [:], link)
    case .softBreak: return HTML(text: "\n")
    case .lineBreak: return .void("br")
    }
  }

  private mutating func list(_ start: Int?, _ isTight: Bool, _ items: [[MarkdownBlock]]) -> HTML {
    var parts: [HTML] = []
    for item in items {
      if isTight, case .paragraph(let inlines)? = item.first {
        let text = html(inlines)
        parts.append(.element("li", [:], text, html(Array(item.dropFirst()))))
      } else {
        parts.append(.element("li", [:], html(item)))
      }
    }
    let content = parts.joined(separator: "\n")
    guard let start else { return .element("ul", [:], content) }
    return start == 1 ? .element("ol", [:], content) : .element("ol", ["start": "\(start)"], content)
  }

  private mutating func table(
    _ alignments: [MarkdownBlock.Alignment], _ header: [[MarkdownInline]], _ rows: [[[MarkdownInline]]]
  ) -> HTML {
    let head = row(header, alignments, isHeader: true)
    var body: [HTML] = []
    for cells in rows { body.append(row(cells, alignments, isHeader: false)) }
    let table = HTML.element(
      "table", [:], .element("thead", [:], head),
      rows.isEmpty ? .empty : .element("tbody", [:], body.joined(separator: "\n")))
    return .element("div", ["class": "scroll", "role": "group", "aria-label": words[.table], "tabindex": "0"], table)
  }

  private mutating func row(
    _ cells: [[MarkdownInline]], _ alignments: [MarkdownBlock.Alignment], isHeader: Bool
  ) -> HTML {
    var written: [HTML] = []
    for (index, inlines) in cells.enumerated() {
      let style = index < alignments.count ? alignments[index].className : nil
      if isHeader, !inlines.isEmpty {
        written.append(
          .element("th", style.map { ["scope": "col", "class": $0] } ?? ["scope": "col"], html(inlines)))
      } else {
        written.append(.element("td", style.map { ["class": $0] } ?? [:], html(inlines)))
      }
    }
    return .element("tr", [:], written.joined())
  }

  /// Comments are notes of the author's and left out; anything else is shown as it was written.
  private func rawHTML(_ source: String) -> HTML {
    let text = RawHTML(source).withoutComments
    guard text.contains(where: { !$0.isWhitespace }) else { return .empty }
    return .element("pre", ["class": "code"], .element("code", [:], HTML(text: text)))
  }

  /// A name for a heading that links can lead to, as GitHub makes it: lower case, `-` for a space, a number after
  /// one that was there before.
  private mutating func anchor(of inlines: [MarkdownInline]) -> String {
    let kept = inlines.plainText.lowercased().filter { $0.isLetter || $0.isNumber || " -_".contains($0) }
    let name = kept.isEmpty ? "section" : kept.replacing(" ", with: "-")
    var anchor = name
    var number = anchors[name] ?? 0
    while anchors[anchor] != nil {
      number += 1
      anchor = "\(name)-\(number)"
    }
    anchors[name] = number
    anchors[anchor] = anchors[anchor] ?? 0
    return anchor
  }
}

/// Gives headings levels that never skip one, below the page's only heading of level 1, whatever the document's are.
private struct HeadingOutline {
  /// The document's levels of the headings that the next one may stand below, outermost first.
  private var open: [Int] = []

  /// The level in the page of the document's next heading, which has `level` there: 2 to 6.
  mutating func next(level: Int) -> Int {
    while let last = open.last, last >= max(level, 2) { open.removeLast() }
    open.append(max(level, 2))
    return min(open.count + 1, 6)
  }
}

extension MarkdownBlock.Alignment {
  /// The class of a table's cell; nil for how it is anyway.
  fileprivate var className: String? {
    switch self {
    case .none, .left: nil
    case .centre: "centre"
    case .right: "right"
    }
  }
}

/// Where a link of a lesson leads.
enum LinkTarget {
  /// The address to write in a page: of the web, for mail, a place in the same page, or for a lesson in `pages` its
  /// page. Nil for everything else: `javascript:` and its like, and files, which do not go with the page.
  static func address(_ destination: String, pages: [String: String]) -> String? {
    guard let address = safe(destination), !hasScheme(address) else { return safe(destination) }
    let end = address.firstIndex { $0 == "#" || $0 == "?" } ?? address.endIndex
    if end == address.startIndex { return address.hasPrefix("#") ? address : nil }
    return LessonFolder.fileName(ofLink: address).flatMap { pages[$0] }.map { $0 + address[end...] }
  }

  /// The address, or nil when it may run something: one with another scheme than that of the web or for mail.
  static func safe(_ destination: String) -> String? {
    // Browsers pass over these when they look for the scheme.
    let address = String(destination.unicodeScalars.filter { $0.value > 0x20 && !(0x7F...0x9F).contains($0.value) })
    return hasScheme(address) && !["http", "https", "mailto"].contains(scheme(of: address)) ? nil : address
  }

  private static func hasScheme(_ address: String) -> Bool {
    address.firstIndex(of: ":").map { !address[..<$0].contains { "/?#".contains($0) } } ?? false
  }

  private static func scheme(of address: String) -> String { address.prefix { $0 != ":" }.lowercased() }
}
