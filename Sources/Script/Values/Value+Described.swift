extension Value {
  /// The value as a message names it: `the number 3`, `the text "eight"`, `a list`.
  package var described: String {
    switch self {
    case .nothing: "nothing"
    case .boolean(let boolean): boolean ? "true" : "false"
    case .number(let number): "the number \(format(number))"
    case .text(let text): "the text \(quoted(text, limit: 40))"
    case .list, .pair, .record, .object: withArticle(typeName)
    }
  }
}

/// `a tensor`, `an adaptation`.
func withArticle(_ noun: String) -> String {
  let startsWithVowel = noun.first.map { "aeiou".contains($0) } ?? false
  return (startsWithVowel ? "an " : "a ") + noun
}
