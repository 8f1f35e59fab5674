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
