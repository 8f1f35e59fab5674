import Printing

extension Value {
  /// The value on its own, without a line break at the end, in lines of at most `width` columns where its content
  /// allows: a text as it is, pairs and records aligned, a list of records as a table.
  ///
  /// Pure: the same value and width give the same text everywhere.
  package func rendered(width: Int = 80) -> String {
    switch self {
    case .text(let text): printable(text)
    case .object(let object): printable(object.rendered(width: width))
    case .record(let record): render(record, width: width)
    case .list(let items): renderList(items, width: width)
    case .nothing, .boolean, .number, .pair: short
    }
  }
}

/// Longer lists end in a line that counts the rest.
private let maximumRows = 100

private func renderList(_ items: [Value], width: Int) -> String {
  let shown = items.prefix(maximumRows)
  let rest = items.count > shown.count ? ["… and \(items.count - shown.count) more"] : []
  if let records = all(shown, { $0.record }) {
    return (table(records, width: width) + rest).joined(separator: "\n")
  }
  if let pairs = all(shown, { $0.pair }) {
    let keyWidth = pairs.map { displayWidth($0.key.short) }.max() ?? 0
    let lines = pairs.map { padded($0.key.short, to: keyWidth) + " => " + ($0.value?.short ?? "?") }
    return (lines + rest).joined(separator: "\n")
  }
  return wrap(shown.map(\.short) + rest, width: width)
}

/// What `convert` makes of the items, or nil when there are none or one of them cannot be converted.
private func all<Result>(_ items: ArraySlice<Value>, _ convert: (Value) -> Result?) -> [Result]? {
  let converted = items.compactMap(convert)
  return converted.isEmpty || converted.count != items.count ? nil : converted
}

/// `[a, b, c]`, broken between items where a line would become too long.
private func wrap(_ items: [String], width: Int) -> String {
  var lines: [String] = []
  var line = "["
  for (index, item) in items.enumerated() {
    let piece = item + (index + 1 < items.count ? "," : "]")
    let separator = line == "[" || line == " " ? "" : " "
    if displayWidth(line) + displayWidth(separator) + displayWidth(piece) > width, !separator.isEmpty {
      lines.append(line)
      line = " " + piece
    } else {
      line += separator + piece
    }
  }
  return (lines + [items.isEmpty ? "[]" : line]).joined(separator: "\n")
}

/// One `name  value` line a field; a value of several lines starts below its name.
private func render(_ record: Record, width: Int) -> String {
  let nameWidth = record.names.map(displayWidth).max() ?? 0
  return zip(record.names, record.values).map { name, value in
    let text = value.rendered(width: max(20, width - nameWidth - 2))
    guard text.contains("\n") else { return padded(name, to: nameWidth) + "  " + text }
    let indent = String(repeating: " ", count: nameWidth + 2)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : indent + $0 }
    return padded(name, to: nameWidth) + "  " + lines.joined(separator: "\n").dropFirst(indent.count)
  }.joined(separator: "\n")
}

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

/// The lines of a table with one row a record and a heading, columns two spaces apart, numbers to the right.
///
/// Where the table is wider than `width`, its widest column of texts is cut.
func table(_ records: [Record], width: Int) -> [String] {
  var names: [String] = []
  for record in records { for name in record.names where !names.contains(name) { names.append(name) } }

  var columns = names.map { Column($0, records) }
  let total = columns.reduce(0) { $0 + $1.width } + 2 * (columns.count - 1)
  let widestText = columns.indices.filter { !columns[$0].isNumeric }.max { columns[$0].width < columns[$1].width }
  if total > width, let widestText {
    columns[widestText].clip(to: max(8, columns[widestText].width - (total - width)))
  }
  return (0...records.count).map { row in
    trimmingTrailingSpaces(columns.map { $0.aligned(row) }.joined(separator: "  "))
  }
}

private struct Column {
  /// The heading, then the cells.
  var texts: [String]
  let isNumeric: Bool
  var width: Int

  init(_ name: String, _ records: [Record]) {
    let values = records.map { $0[name] ?? .nothing }
    isNumeric = values.allSatisfy { value in
      switch value {
      case .number, .nothing: true
      default: false
      }
    }
    texts = [name] + values.map { $0 == .nothing ? "" : oneLine($0) }
    width = texts.map(displayWidth).max() ?? 0
  }

  mutating func clip(to newWidth: Int) {
    guard newWidth < width else { return }
    texts = texts.map { clipped($0, to: newWidth) }
    width = newWidth
  }

  func aligned(_ row: Int) -> String {
    let padding = String(repeating: " ", count: max(0, width - displayWidth(texts[row])))
    return isNumeric ? padding + texts[row] : texts[row] + padding
  }
}

/// A cell: a text without quotes, unless it has line breaks.
private func oneLine(_ value: Value) -> String {
  guard case .text(let text) = value, !text.contains(where: \.isNewline) else { return value.short }
  return printable(text)
}
