import Markdown

/// Writes Markdown as parts of a page.
struct ProseWriter {
  let words: PageWords
  /// The pages that links to lessons lead to, by the lessons' file names.
  let pages: [String: String]
  /// A picture beside the lesson as a `data:` address; nil when it is none that can be shown.
  let picture: (String) -> String?
  private var outline = HeadingOutline()
  private var anchors: Set<String> = []

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

  private mutating func html(_ block: MarkdownBlock) -> HTML {
    switch block {
    case .heading(let level, let inlines):
      return .element("h\(outline.next(level: level))", ["id": anchor(of: inlines)], html(inlines))
    case .paragraph(let inlines): return .element("p", [:], html(inlines))
    case .code(let info, let text):
      let isPrimer = info.split(separator: " ").first == "primer"
      let code = text.hasSuffix("\n") ? String(text.dropLast()) : text
      return .element(
        "pre", ["class": "code"], .element("code", [:], isPrimer ? highlighted(code) : HTML(text: code)))
    case .quote(let blocks): return .element("blockquote", [:], html(blocks))
    case .list(let start, let isTight, let items): return list(start, isTight, items)
    case .table(let alignments, let header, let rows): return table(alignments, header, rows)
    case .html(let source): return rawHTML(source)
    case .rule: return .void("hr")
    }
  }

  func html(_ inlines: [MarkdownInline]) -> HTML { inlines.map(html).joined() }

  private func html(_ inline: MarkdownInline) -> HTML {
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
      return ["<br>", "<br/>"].contains(tag) ? .void("br") : HTML(text: withoutComments(source))
    case .softBreak: return HTML(text: "\n")
    case .lineBreak: return .void("br")
    }
  }

  private mutating func list(_ start: Int?, _ isTight: Bool, _ items: [[MarkdownBlock]]) -> HTML {
    var parts: [HTML] = []
    for item in items {
      if isTight, case .paragraph(let inlines)? = item.first {
        let rest = html(Array(item.dropFirst()))
        parts.append(.element("li", [:], html(inlines), rest))
      } else {
        parts.append(.element("li", [:], html(item)))
      }
    }
    let content = parts.joined(separator: "\n")
    guard let start else { return .element("ul", [:], content) }
    return start == 1 ? .element("ol", [:], content) : .element("ol", ["start": "\(start)"], content)
  }

  private func table(
    _ alignments: [MarkdownBlock.Alignment], _ header: [[MarkdownInline]], _ rows: [[[MarkdownInline]]]
  ) -> HTML {
    let row = { (cells: [[MarkdownInline]], isHeader: Bool) in
      let written = cells.enumerated().map { index, inlines -> HTML in
        let alignment = index < alignments.count ? alignments[index] : .none
        let style = alignment.className
        guard isHeader, !inlines.isEmpty else {
          return .element("td", style.map { ["class": $0] } ?? [:], html(inlines))
        }
        return .element("th", style.map { ["scope": "col", "class": $0] } ?? ["scope": "col"], html(inlines))
      }
      return HTML.element("tr", [:], written.joined())
    }
    let body = rows.map { row($0, false) }.joined(separator: "\n")
    let table = HTML.element(
      "table", [:], .element("thead", [:], row(header, true)),
      rows.isEmpty ? .empty : .element("tbody", [:], body))
    return .element("div", ["class": "scroll", "role": "group", "aria-label": words[.table], "tabindex": "0"], table)
  }

  /// Comments are notes of the author's and left out; anything else is shown as it was written.
  private func rawHTML(_ source: String) -> HTML {
    let text = withoutComments(source)
    guard text.contains(where: { !$0.isWhitespace }) else { return .empty }
    return .element("pre", ["class": "code"], .element("code", [:], HTML(text: text)))
  }

  /// A name for a heading that links can lead to, as GitHub makes it: lower case, `-` for a space, a number behind
  /// one that was there before.
  private mutating func anchor(of inlines: [MarkdownInline]) -> String {
    let kept = inlines.plainText.lowercased().filter { $0.isLetter || $0.isNumber || " -_".contains($0) }
    let name = kept.isEmpty ? "section" : kept.replacing(" ", with: "-")
    var anchor = name
    var number = 0
    while !anchors.insert(anchor).inserted {
      number += 1
      anchor = "\(name)-\(number)"
    }
    return anchor
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

/// `source` without its comments, of which the last may have no end.
private func withoutComments(_ source: String) -> String {
  var result = ""
  var rest = source[...]
  while let start = rest.firstRange(of: "<!--") {
    result += rest[..<start.lowerBound]
    guard let end = rest[start.upperBound...].firstRange(of: "-->") else { return result }
    rest = rest[end.upperBound...]
  }
  return result + rest
}
