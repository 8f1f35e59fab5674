/// A number as decimal digits: 0.d₁d₂d₃… times ten to the power of `pointPosition`. Zero has no digits.
struct Decimal: Equatable {
  private var isNegative: Bool
  private(set) var digits: [UInt8]
  private(set) var pointPosition: Int

  /// The shortest decimal that reads back as `number`, which is finite.
  init(_ number: Double) {
    let parts = number.magnitude.description.split(separator: "e")
    let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    let fraction = mantissa.count > 1 ? mantissa[1] : ""
    isNegative = number < 0
    digits = (mantissa[0] + fraction).utf8.map { $0 - UInt8(ascii: "0") }
    pointPosition = mantissa[0].utf8.count + (parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
    normalise()
  }

  /// `integer` times ten to the power of `exponent`.
  init(_ integer: Int, timesTenTo exponent: Int) {
    isNegative = integer < 0
    digits = String(integer.magnitude).utf8.map { $0 - UInt8(ascii: "0") }
    pointPosition = digits.count + exponent
    normalise()
  }

  private mutating func normalise() {
    let leadingZeros = digits.prefix { $0 == 0 }.count
    digits.removeFirst(leadingZeros)
    pointPosition = digits.isEmpty ? 0 : pointPosition - leadingZeros
    while digits.last == 0 { digits.removeLast() }
  }

  /// The power of ten of the first digit: ⌊log₁₀|number|⌋. 0 for zero.
  var magnitude: Int { digits.isEmpty ? 0 : pointPosition - 1 }

  /// How many decimals are needed to write the number without rounding.
  var decimals: Int { max(0, digits.count - pointPosition) }

  /// The number rounded to `decimals` after the point, half away from zero.
  func rounded(toDecimals decimals: Int) -> Decimal {
    let count = pointPosition + decimals
    guard count < digits.count else { return self }
    var result = self
    result.digits = count < 0 ? [] : Array(digits.prefix(count))
    if count >= 0, digits[count] >= 5 { result.increment(from: count) }
    result.trim()
    return result
  }

  /// Adds one to the last of `count` digits.
  private mutating func increment(from count: Int) {
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
    if digits.isEmpty {
      isNegative = false
      pointPosition = 0
    }
  }

  /// The number without an exponent and with at least `least` decimals.
  func plain(decimals least: Int = 0) -> String {
    let text = digits.map { String($0) }.joined()
    let whole = pointPosition > 0 ? text.prefix(pointPosition) : "0"
    let trailing = String(repeating: "0", count: max(0, pointPosition - digits.count))
    var fraction = pointPosition > 0 ? String(text.dropFirst(pointPosition)) : ""
    if pointPosition <= 0, !digits.isEmpty { fraction = String(repeating: "0", count: -pointPosition) + text }
    fraction += String(repeating: "0", count: max(0, least - fraction.utf8.count))
    return (isNegative ? "-" : "") + whole + trailing + (fraction.isEmpty ? "" : "." + fraction)
  }

  /// The number as d.dde±x; zero as 0.
  var scientific: String {
    guard let first = digits.first else { return "0" }
    let fraction = digits.dropFirst().map { String($0) }.joined()
    return (isNegative ? "-" : "") + "\(first)" + (fraction.isEmpty ? "" : "." + fraction) + "e\(magnitude)"
  }
}
