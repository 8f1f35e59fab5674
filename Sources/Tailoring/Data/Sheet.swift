/// A table as a file holds it: texts in columns, and what the file says about itself.
struct Sheet {
  struct Row {
    /// The line on which the row begins, from 1.
    let line: Int
    let cells: [String]
  }

  /// The name of the file, for messages.
  let file: String
  var origin = Dataset.Origin()
  var columns: [String] = []
  var rows: [Row] = []

  init(file: String) { self.file = file }

  /// Adds a row read from a file; the first one names the columns. Throws for a row with another number of cells.
  mutating func add(_ cells: [String], line: Int) throws(TailoringError) {
    if columns.isEmpty {
      try name(cells, line: line)
    } else if cells.count == columns.count {
      rows.append(Row(line: line, cells: cells))
    } else {
      throw problem("there \(Self.counted(cells.count, "cell")), but \(columns.count) columns", line)
    }
  }

  /// Names the columns. Throws for a name that is empty or stands twice.
  mutating func name(_ columns: [String], line: Int) throws(TailoringError) {
    if columns.contains("") { throw problem("a column has no name", line) }
    for (index, column) in columns.enumerated() where columns[..<index].contains(column) {
      throw problem("two columns are called `\(column)`", line)
    }
    self.columns = columns
  }

  /// Reads a line `# key: value`; other comments mean nothing here.
  mutating func readComment(_ text: String) {
    guard let colon = text.firstIndex(of: ":") else { return }
    let value = trimmed(text[text.index(after: colon)...])
    switch trimmed(text[..<colon].drop { $0 == "#" }) {
    case "title": origin.title = value
    case "source": origin.source = value
    case "licence", "license": origin.licence = value
    default: break
    }
  }

  func problem(_ problem: String, _ line: Int? = nil) -> TailoringError {
    TailoringError(.file(file, line: line, problem: problem))
  }

  private static func counted(_ count: Int, _ noun: String) -> String {
    count == 1 ? "is 1 \(noun)" : "are \(count) \(noun)s"
  }
}

/// `text` without white space at its ends.
func trimmed(_ text: some StringProtocol) -> String {
  guard let first = text.firstIndex(where: { !$0.isWhitespace }), let last = text.lastIndex(where: { !$0.isWhitespace })
  else { return "" }
  return String(text[first...last])
}
