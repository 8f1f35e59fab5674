import Lessons

/// A page of its own: its style stands in it, and nothing is loaded or run.
struct Page {
  let language: LanguageTag
  let title: String
  /// What stands before the main part, and after it: a `nav` each, or nothing.
  let header: HTML
  let main: HTML
  let footer: HTML
  let words: PageWords

  /// The whole file.
  var bytes: [UInt8] {
    let head = HTML.element(
      "head", [:],
      [
        .void("meta", ["charset": "utf-8"]),
        .void("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
        .void("meta", ["name": "color-scheme", "content": "light dark"]),
        // Should markup of somebody's ever get in, it still could run and load nothing.
        .void(
          "meta",
          [
            "http-equiv": "Content-Security-Policy",
            "content": "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
          ]),
        .element("title", [:], HTML(text: title)),
        .element("style", [:], HTML(markup: "\n" + styleSheet + "\n")),
      ].joined(separator: "\n"))
    let skip = HTML.element("a", ["class": "skip", "href": "#page.main"], HTML(text: words[.skip]))
    let body = HTML.element(
      "body", [:],
      [
        skip, header == .empty ? .empty : .element("header", [:], header),
        .element("main", ["id": "page.main", "tabindex": "-1"], main),
        footer == .empty ? .empty : .element("footer", [:], footer),
      ].filter { $0 != .empty }.joined(separator: "\n"))
    let content = head + HTML(markup: "\n") + body
    let tag = language.description
    let page: HTML =
      language.isRightToLeft
      ? .element("html", ["lang": tag, "dir": "rtl"], content) : .element("html", ["lang": tag], content)
    return Array(("<!DOCTYPE html>\n" + page.source + "\n").utf8)
  }
}
