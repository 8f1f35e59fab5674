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
