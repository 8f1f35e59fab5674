/// The languages that a user reads, best first, as tags in lower case: `["pt-br", "pt"]`.
///
/// `choice` is what the command line says and goes before all. Then, as GNU gettext has it, the first that is set of
/// `LC_ALL`, `LC_MESSAGES` and `LANG`; unless that says `C` or `POSIX`, the list in `LANGUAGE` goes before it.
package func preferredLanguages(_ choice: String?, environment: [String: String]) -> [String] {
  let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
  let code = locale.prefix { $0 != "." && $0 != "@" }
  let isNeutral = ["", "C", "POSIX"].contains(code)
  let wishes = isNeutral ? [] : (environment["LANGUAGE"] ?? "").split(separator: ":").map(String.init) + [locale]
  var languages: [String] = []
  for wish in [choice].compactMap({ $0 }) + wishes {
    guard let tag = LessonFileName.languageTag(wish.prefix { $0 != "." && $0 != "@" }) else { continue }
    let general = String(tag.prefix { $0 != "-" })
    for language in [tag, general] where !languages.contains(language) { languages.append(language) }
  }
  return languages
}
