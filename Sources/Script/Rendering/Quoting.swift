import Printing

/// `text` between double quotes, on one line, with the escapes of the language; at most `limit` characters of it.
package func quoted(_ text: String, limit: Int = .max) -> String {
  var result = "\""
  for character in text.prefix(limit) {
    switch character {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case "\n": result += "\\n"
    case "\t": result += "\\t"
    case "$": result += "\\$"
    default:
      for scalar in character.unicodeScalars {
        let isPlain = !isControl(scalar)
        result += isPlain ? String(scalar) : "\\u{\(String(scalar.value, radix: 16))}"
      }
    }
  }
  return result + (text.dropFirst(limit).isEmpty ? "" : "…") + "\""
}

/// `text` with every control character but line breaks and tabs replaced by a visible sign, so that nothing that is
/// shown can command a terminal.
package func printable(_ text: String) -> String {
  guard text.unicodeScalars.contains(where: isUnprintable) else { return text }
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars where scalar != "\r" {
    result.append(isUnprintable(scalar) ? picture(of: scalar) : scalar)
  }
  return String(result)
}

private func isUnprintable(_ scalar: Unicode.Scalar) -> Bool {
  isControl(scalar) && scalar != "\n" && scalar != "\t"
}

private func isControl(_ scalar: Unicode.Scalar) -> Bool {
  scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
}

/// The sign of Unicode's control pictures for a C0 control character, such as ␛.
private func picture(of scalar: Unicode.Scalar) -> Unicode.Scalar {
  guard scalar.value < 0x20 else { return "\u{FFFD}" }
  return Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}"
}

/// A number as the language prints it: whole numbers without a point, others rounded to six significant digits, or
/// to all digits before the point when those are more; below 1e-4 and from 1e15 on with an exponent.
///
/// Rounding is to nearest, half away from zero, of the shortest decimal that reads back as the same number. So the
/// same on every machine, whatever its locale.
package func format(_ number: Double) -> String {
  if number.isNaN { return "nan" }
  if number.isInfinite { return number < 0 ? "-infinity" : "infinity" }
  if let whole = Int(exactly: number), whole.magnitude < 1_000_000_000_000_000 { return String(whole) }

  let exact = Decimal(number)
  let digits = max(6, exact.pointPosition < 16 ? exact.pointPosition : 0)
  let decimal = exact.rounded(toDecimals: digits - exact.pointPosition)
  return decimal.pointPosition > 15 || decimal.pointPosition < -3 ? decimal.scientific : decimal.plain()
}
