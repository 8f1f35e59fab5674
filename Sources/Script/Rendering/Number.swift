/// A number as the language prints it: whole numbers without a point, others rounded to six significant digits, or
/// to all digits before the point when those are more; below 1e-4 and from 1e15 on with an exponent.
///
/// Rounding is to nearest, half away from zero, of the shortest decimal that reads back as the same number. So the
/// same on every machine, whatever its locale.
package func format(_ number: Double) -> String {
  if number.isNaN { return "nan" }
  if number.isInfinite { return number < 0 ? "-infinity" : "infinity" }
  if let whole = Int(exactly: number), whole.magnitude < 1_000_000_000_000_000 { return String(whole) }

  var decimal = Decimal(number.magnitude)
  decimal.round(to: max(6, decimal.pointPosition < 16 ? decimal.pointPosition : 0))
  return (number < 0 ? "-" : "") + decimal.text
}

/// A positive number as decimal digits: 0.d₁d₂d₃… times ten to the power of `pointPosition`.
private struct Decimal {
  var digits: [UInt8]
  var pointPosition: Int

  /// The shortest decimal that reads back as `number`, which is finite and greater than 0.
  init(_ number: Double) {
    let parts = number.description.split(separator: "e")
    let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    let whole = mantissa[0]
    let fraction = mantissa.count > 1 ? mantissa[1] : ""
    digits = (whole + fraction).utf8.map { $0 - UInt8(ascii: "0") }
    pointPosition = whole.utf8.count + (parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
    let leadingZeros = digits.prefix { $0 == 0 }.count
    digits.removeFirst(leadingZeros)
    pointPosition -= leadingZeros
    trim()
  }

  mutating func round(to count: Int) {
    guard digits.count > count else { return }
    let roundsUp = digits[count] >= 5
    digits.removeLast(digits.count - count)
    if roundsUp { increment() }
    trim()
  }

  /// Adds one to the last digit.
  private mutating func increment() {
    while let last = digits.popLast() {
      if last < 9 {
        digits.append(last + 1)
        return
      }
    }
    digits = [1]
    pointPosition += 1
  }

  private mutating func trim() {
    while digits.last == 0 { digits.removeLast() }
  }

  var text: String {
    let digitText = String(decoding: digits.map { $0 + UInt8(ascii: "0") }, as: UTF8.self)
    if pointPosition > 15 || pointPosition < -3 {
      let fraction = digitText.dropFirst()
      return String(digitText.prefix(1)) + (fraction.isEmpty ? "" : "." + fraction) + "e\(pointPosition - 1)"
    }
    if pointPosition <= 0 { return "0." + String(repeating: "0", count: -pointPosition) + digitText }
    if digits.count <= pointPosition {
      return digitText + String(repeating: "0", count: pointPosition - digits.count)
    }
    return digitText.prefix(pointPosition) + "." + digitText.dropFirst(pointPosition)
  }
}
