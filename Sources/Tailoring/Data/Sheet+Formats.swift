import Formats

extension Sheet {
  /// Reads tab-separated values: a line a row, nothing quoted. Lines that begin with `#` come first; empty lines mean
  /// nothing.
  mutating func readTabSeparated(_ bytes: ArraySlice<UInt8>) throws(TailoringError) {
    for (line, content) in Self.lines(of: bytes) where !content.isEmpty {
      if columns.isEmpty, content.first == UInt8(ascii: "#") {
        readComment(try text(content, line))
        continue
      }
      var cells: [String] = []
      for cell in content.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false) {
        cells.append(try text(cell, line))
      }
      try add(cells, line: line)
    }
  }

  /// Reads comma-separated values (RFC 4180): a cell in double quotes can hold commas, line breaks and, doubled,
  /// quotes. Lines that begin with `#` come first; empty lines mean nothing.
  mutating func readCommaSeparated(_ bytes: ArraySlice<UInt8>) throws(TailoringError) {
    var reader = CommaSeparatedReader(bytes)
    while !reader.isAtEnd {
      if columns.isEmpty, reader.next == UInt8(ascii: "#") {
        readComment(try text(reader.readLine(), reader.line - 1))
        continue
      }
      let line = reader.line
      var cells: [String] = []
      for cell in try reader.readRow(of: self) { cells.append(try text(cell[...], line)) }
      if cells != [""] { try add(cells, line: line) }
    }
  }

  /// The lines with their numbers, without `\n` and `\r\n`.
  static func lines(of bytes: ArraySlice<UInt8>) -> [(line: Int, content: ArraySlice<UInt8>)] {
    bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated().map { index, line in
      (index + 1, line.last == UInt8(ascii: "\r") ? line.dropLast() : line)
    }
  }

  /// A cell as text, without white space at its ends.
  func text(_ bytes: ArraySlice<UInt8>, _ line: Int) throws(TailoringError) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else { throw problem("this is not UTF-8 text", line) }
    return trimmed(text)
  }
}

/// Walks over comma-separated values.
private struct CommaSeparatedReader {
  private var rest: ArraySlice<UInt8>
  /// The line of the next byte, from 1.
  private(set) var line = 1

  private static let quote = UInt8(ascii: "\"")
  private static let comma = UInt8(ascii: ",")
  private static let newline = UInt8(ascii: "\n")

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  var isAtEnd: Bool { rest.isEmpty }
  var next: UInt8? { rest.first }

  mutating func readLine() -> ArraySlice<UInt8> {
    let content = rest.prefix { $0 != Self.newline }
    rest = rest[content.endIndex...].dropFirst()
    line += 1
    return content
  }

  /// The cells up to the end of the row.
  mutating func readRow(of sheet: Sheet) throws(TailoringError) -> [[UInt8]] {
    var cells: [[UInt8]] = []
    while true {
      cells.append(next == Self.quote ? try readQuotedCell(of: sheet) : try readPlainCell(of: sheet))
      guard next == Self.comma else { break }
      rest.removeFirst()
    }
    if next == UInt8(ascii: "\r") { rest.removeFirst() }
    guard isAtEnd || next == Self.newline else {
      throw sheet.problem("a comma is missing behind a cell in quotes", line)
    }
    rest = rest.dropFirst()
    line += 1
    return cells
  }

  private mutating func readPlainCell(of sheet: Sheet) throws(TailoringError) -> [UInt8] {
    let cell = rest.prefix { $0 != Self.comma && $0 != Self.newline }
    if cell.contains(Self.quote) {
      throw sheet.problem("a cell with a quote inside has to stand in quotes, with the quote doubled", line)
    }
    rest = rest[cell.endIndex...]
    return Array(cell.last == UInt8(ascii: "\r") && next != Self.comma ? cell.dropLast() : cell)
  }

  private mutating func readQuotedCell(of sheet: Sheet) throws(TailoringError) -> [UInt8] {
    let firstLine = line
    var cell: [UInt8] = []
    rest.removeFirst()
    while let byte = rest.popFirst() {
      if byte == Self.quote {
        guard next == Self.quote else { return cell }
        rest.removeFirst()
      }
      if byte == Self.newline { line += 1 }
      cell.append(byte)
    }
    throw sheet.problem("the quote that opens here is never closed", firstLine)
  }
}

extension Sheet {
  /// Reads JSON lines: an object a line, all with the keys of the first one. Values are texts, whole numbers or
  /// booleans.
  mutating func readJSONLines(_ bytes: ArraySlice<UInt8>) throws(TailoringError) {
    for (line, content) in Self.lines(of: bytes) where !content.allSatisfy(Self.isBlank) {
      guard let object = try parsed(content, line).object else { throw problem("this is no JSON object", line) }
      if columns.isEmpty { try name(object.members.map { trimmed($0.key) }, line: line) }

      for member in object.members where !columns.contains(trimmed(member.key)) {
        throw problem("the key `\(member.key)` does not stand on the first line", line)
      }
      var cells: [String] = []
      for column in columns {
        guard let member = object.members.first(where: { trimmed($0.key) == column }) else {
          throw problem("the key `\(column)` is missing", line)
        }
        cells.append(try text(member.value, of: column, line))
      }
      try add(cells, line: line)
    }
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
  }

  private func parsed(_ content: ArraySlice<UInt8>, _ line: Int) throws(TailoringError) -> JSONValue {
    do {
      return try Array(content).withUnsafeBytes { try JSONParser.parse($0) }
    } catch {
      throw problem("\(error)", line)
    }
  }

  private func text(_ value: JSONValue, of column: String, _ line: Int) throws(TailoringError) -> String {
    switch value {
    case .text(let text): return trimmed(text)
    case .integer(let number): return String(number)
    case .boolean(let boolean): return String(boolean)
    case .null, .number, .array, .object:
      throw problem("the value of `\(column)` should be a text, a whole number, or true or false", line)
    }
  }
}
