import Formats

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
