extension Value {
  /// The value on one line, as an item of a list: texts in quotes unless they read back without.
  package var short: String {
    switch self {
    case .nothing: "nothing"
    case .boolean(let boolean): boolean ? "true" : "false"
    case .number(let number): format(number)
    case .text(let text): isPlainItem(text) ? text : quoted(text)
    case .list(let items): "[" + items.map(\.short).joined(separator: ", ") + "]"
    case .pair(let key, let value): key.short + " => " + (value?.short ?? "?")
    case .record(let record):
      "{" + zip(record.names, record.values).map { "\($0): \($1.short)" }.joined(separator: ", ") + "}"
    case .object(let object): printable(object.summary)
    }
  }

  /// The value inside a text: as ``short``, but texts as they are.
  package var interpolated: String {
    if case .text(let text) = self { text } else { short }
  }
}

/// Whether `text`, written bare as an item of a list, is read as this text: words with single spaces between them.
private func isPlainItem(_ text: String) -> Bool {
  let words = text.split(separator: " ", omittingEmptySubsequences: false)
  return words.allSatisfy(isPlainWord) && (words.count > 1 || !readsAsOtherValue(text))
}

private func isPlainWord(_ word: Substring) -> Bool {
  !word.isEmpty && word != "?" && word.last != ":"
    && word.unicodeScalars.allSatisfy { scalar in
      scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        || scalar.properties.generalCategory == .nonspacingMark || "-_.!?/%&+*".unicodeScalars.contains(scalar)
    }
    && word.first.map { !"-+*/".contains($0) } == true
}

private func readsAsOtherValue(_ text: String) -> Bool {
  text == "true" || text == "false" || numberLiteral(text[...]) != nil
}
