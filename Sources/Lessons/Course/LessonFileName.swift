/// What the name of a lesson's file says: `01-few-shot.fr.md` is `few-shot` of chapter `01` in French.
package struct LessonFileName: Equatable, Sendable {
  /// The digits in front; nil without.
  package let chapter: String?
  /// What the lesson is called on the command line.
  package let name: String
  /// The language of a translation; nil for none.
  package let language: LanguageTag?

  /// The name without language and ending: `01-few-shot`.
  package var stem: String { chapter.map { "\($0)-\(name)" } ?? name }

  /// Reads the last part of a path.
  package init(path: String) {
    var rest = path.split(separator: "/").last ?? ""
    if rest.hasSuffix(".md") { rest = rest.dropLast(3) }
    if let dot = rest.lastIndex(of: "."), dot > rest.startIndex,
      let tag = LanguageTag(rest[rest.index(after: dot)...])
    {
      language = tag
      rest = rest[..<dot]
    } else {
      language = nil
    }
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    let after = rest.dropFirst(digits.count)
    if !digits.isEmpty, after.first == "-", after.count > 1 {
      chapter = String(digits)
      name = String(after.dropFirst())
    } else {
      chapter = nil
      name = String(rest)
    }
  }

  /// The path of the lesson that the file at `path` translates; nil for an original.
  package static func original(of path: String) -> String? {
    let file = LessonFileName(path: path)
    guard path.hasSuffix(".md"), file.language != nil, let slashOrStart = path.lastIndex(of: "/") ?? path.indices.first
    else { return nil }
    let folder = path[slashOrStart] == "/" ? path[...slashOrStart] : ""
    return folder + file.stem + ".md"
  }
}

/// The tag of a language as BCP 47 writes it: `fr`, `pt-BR`, `zh-Hans-CN`.
package struct LanguageTag: Hashable, Sendable, CustomStringConvertible {
  /// The tag in the usual case: language lower, script capitalised, region upper.
  package let description: String

  /// English, in which lessons are written first.
  package static let english = LanguageTag(known: "en")

  private init(known description: StaticString) { self.description = "\(description)" }

  /// Reads a tag of two or three letters, then perhaps a script, a region and variants, in any case, with hyphens or
  /// underscores between; nil for anything else.
  package init?(_ text: some StringProtocol) {
    var subtags = text.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "_" }.map { $0.lowercased() }[...]
    guard subtags.allSatisfy({ $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) } }),
      let language = subtags.popFirst(), (2...3).contains(language.count), language.allSatisfy(\.isLetter)
    else { return nil }
    var parts = [language]
    if let script = subtags.first, script.count == 4, script.allSatisfy(\.isLetter) {
      parts.append(script.capitalisedASCII)
      subtags.removeFirst()
    }
    if let region = subtags.first,
      region.count == 2 && region.allSatisfy(\.isLetter) || region.count == 3 && region.allSatisfy(\.isNumber)
    {
      parts.append(region.uppercased())
      subtags.removeFirst()
    }
    guard subtags.allSatisfy({ (5...8).contains($0.count) || $0.count == 4 && $0.first?.isNumber == true }) else {
      return nil
    }
    description = (parts + subtags).joined(separator: "-")
  }

  /// The tag and those that are less exact, as RFC 4647 looks them up: `zh-Hans-CN`, `zh-Hans`, `zh`.
  package var fallbacks: [LanguageTag] {
    var rest = description[...]
    var tags = [self]
    while let hyphen = rest.lastIndex(of: "-") {
      rest = rest[..<hyphen]
      if let tag = LanguageTag(rest) { tags.append(tag) }
    }
    return tags
  }

  /// Whether it is written from right to left.
  package var isRightToLeft: Bool {
    let subtags = description.split(separator: "-")
    if subtags.count > 1, subtags[1].count == 4, subtags[1].allSatisfy(\.isLetter) {
      return ["Arab", "Hebr", "Syrc", "Thaa", "Nkoo"].contains(subtags[1])
    }
    return ["ar", "he", "fa", "ur", "ps", "sd", "ug", "yi", "dv", "ckb"].contains(subtags[0])
  }
}

extension String {
  fileprivate var capitalisedASCII: String { prefix(1).uppercased() + dropFirst() }
}
