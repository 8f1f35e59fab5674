/// `text` for an element's content or an attribute's value in XML or HTML: signs of markup escaped, and what neither
/// allows (control characters, noncharacters) replaced.
package func markupEscaped(_ text: String) -> String {
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    switch scalar.value {
    case 0x26: result.append(contentsOf: "&amp;".unicodeScalars)
    case 0x3C: result.append(contentsOf: "&lt;".unicodeScalars)
    case 0x3E: result.append(contentsOf: "&gt;".unicodeScalars)
    case 0x22: result.append(contentsOf: "&quot;".unicodeScalars)
    case 0x0D: continue
    case 0x09, 0x0A: result.append(scalar)
    case 0..<0x20, 0x7F...0x9F, 0xFDD0...0xFDEF: result.append("\u{FFFD}")
    case let value where value & 0xFFFE == 0xFFFE: result.append("\u{FFFD}")
    default: result.append(scalar)
    }
  }
  return String(result)
}

/// Rows as comma-separated values (RFC 4180), each ended by CR LF: a field that holds a comma, a quote or the end of a
/// line is in quotes, with inner quotes doubled.
package func commaSeparated(_ rows: [[String]]) -> String {
  rows.map { $0.map(csvField).joined(separator: ",") + "\r\n" }.joined()
}

private func csvField(_ text: String) -> String {
  guard text.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else { return text }
  return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
}
