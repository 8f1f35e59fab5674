/// What the name of a lesson's file says: `01-few-shot.fr.md` is `few-shot` of chapter `01` in French.
package struct LessonFileName: Equatable, Sendable {
  /// The digits in front; nil without.
  package let chapter: String?
  /// What the lesson is called on the command line.
  package let name: String
  /// The language tag of a translation, in lower case with hyphens (`fr`, `pt-br`); nil for none.
  package let language: String?

  /// The name without language and ending: `01-few-shot`.
  package var stem: String { chapter.map { "\($0)-\(name)" } ?? name }

  /// Reads the last part of a path.
  package init(path: String) {
    var rest = path.split(separator: "/").last ?? ""
    if rest.hasSuffix(".md") { rest = rest.dropLast(3) }
    if let dot = rest.lastIndex(of: "."), dot > rest.startIndex,
      let tag = Self.languageTag(rest[rest.index(after: dot)...])
    {
      language = tag
      rest = rest[..<dot]
    } else {
      language = nil
    }
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    let behind = rest.dropFirst(digits.count)
    if !digits.isEmpty, behind.first == "-", behind.count > 1 {
      chapter = String(digits)
      name = String(behind.dropFirst())
    } else {
      chapter = nil
      name = String(rest)
    }
  }

  /// A language tag as it is compared: two or three letters, then perhaps a script or a region; nil for anything else.
  static func languageTag(_ text: some StringProtocol) -> String? {
    let parts = text.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "_" }
    guard let first = parts.first, (2...3).contains(first.count), parts.count <= 3,
      parts.dropFirst().allSatisfy({ (2...4).contains($0.count) }),
      text.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }),
      first.allSatisfy(\.isLetter)
    else { return nil }
    return parts.joined(separator: "-").lowercased()
  }
}
