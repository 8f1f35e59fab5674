import Printing
import Script

/// A piece of a page. Text becomes a piece only by being escaped, so that none can turn into markup.
///
/// What is written is HTML and well-formed XML at once: every element is closed, every attribute quoted.
struct HTML: Equatable {
  private(set) var source: String

  /// No text.
  static let empty = HTML(markup: "")

  /// Markup of our own.
  init(markup: String) { source = markup }

  /// A text of anybody's.
  init(text: String) { source = markupEscaped(text) }

  /// An element with its attributes, whose values are escaped.
  static func element(
    _ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ content: HTML...
  ) -> HTML {
    HTML(markup: "<\(name)\(written(attributes))>\(content.joined().source)</\(name)>")
  }

  /// An element that never has content.
  static func void(_ name: String, _ attributes: KeyValuePairs<String, String> = [:]) -> HTML {
    HTML(markup: "<\(name)\(written(attributes))/>")
  }

  private static func written(_ attributes: KeyValuePairs<String, String>) -> String {
    attributes.map { " \($0)=\"\(markupEscaped($1))\"" }.joined()
  }

  static func + (left: HTML, right: HTML) -> HTML { HTML(markup: left.source + right.source) }
}

extension Sequence where Element == HTML {
  func joined(separator: String = "") -> HTML { HTML(markup: map(\.source).joined(separator: separator)) }
}

/// A text of the language with its parts marked for the style sheet, which has a class for each kind but the plain.
func highlighted(_ text: String) -> HTML {
  SyntaxRun.runs(of: text).map { run in
    run.kind == .plain ? HTML(text: run.text) : .element("span", ["class": run.kind.rawValue], HTML(text: run.text))
  }.joined()
}
