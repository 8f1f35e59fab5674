import Markdown

/// A lesson's prose as the text of a notebook's Markdown cell.
enum NotebookProse {
  /// The text without the author's comments. Other raw HTML is kept from being markup by a backslash, because what
  /// shows notebooks may not keep it from being run.
  static func text(_ source: String) -> String {
    let isFenced = source.drop { $0 == " " }.prefix(3).allSatisfy { "`~".contains($0) }
    if isFenced { return trimmed(source) }
    return trimmed(escapingMarkup(in: source))
  }

  private static func trimmed(_ text: String) -> String {
    let start = text.drop { $0.isNewline }
    return String(start.reversed().drop { $0.isWhitespace }.reversed())
  }

  /// `source` without comments, and with `\<` for a `<` that could begin markup. Code between backticks stays as it
  /// is: nothing in it is markup, and no backslash is needed.
  private static func escapingMarkup(in source: String) -> String {
    var result = ""
    var rest = source[...]
    while let character = rest.first {
      if character == "`" {
        let opening = rest.prefix { $0 == "`" }
        let behind = rest[opening.endIndex...]
        let end = endOfCode(behind, fence: opening.count) ?? opening.endIndex
        result += rest[..<end]
        rest = rest[end...]
      } else if rest.hasPrefix("<!--") {
        let end = rest.firstRange(of: "-->")?.upperBound ?? rest.endIndex
        rest = rest[end...]
      } else if character == "\\" {
        result += rest.prefix(2)
        rest = rest.dropFirst(2)
      } else if character == "<", let next = rest.dropFirst().first, isMarkup(next, rest) {
        result += "\\<"
        rest = rest.dropFirst()
      } else {
        result.append(character)
        rest = rest.dropFirst()
      }
    }
    return result
  }

  /// Whether `<` in front of `next` could begin a tag, and not an address between angle brackets.
  private static func isMarkup(_ next: Character, _ rest: Substring) -> Bool {
    guard next.isLetter || "/!?".contains(next) else { return false }
    return !["<http://", "<https://", "<mailto:"].contains { rest.hasPrefix($0) }
  }

  private static func endOfCode(_ text: Substring, fence: Int) -> Substring.Index? {
    var rest = text
    while let start = rest.firstIndex(of: "`") {
      let run = rest[start...].prefix { $0 == "`" }
      if run.count == fence { return run.endIndex }
      rest = rest[run.endIndex...]
    }
    return nil
  }
}
