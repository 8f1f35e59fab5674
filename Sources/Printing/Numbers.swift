/// A number as decimal digits: 0.d₁d₂d₃… times ten to the power of `pointPosition`. Zero has no digits.
package struct Decimal: Equatable {
  private var isNegative: Bool
  package private(set) var digits: [UInt8]
  package private(set) var pointPosition: Int

  /// The shortest decimal that reads back as `number`, which is finite.
  package init(_ number: Double) {
    let parts = number.magnitude.description.split(separator: "e")
    let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    let fraction = mantissa.count > 1 ? mantissa[1] : ""
    isNegative = number < 0
    digits = (mantissa[0] + fraction).utf8.map { $0 - UInt8(ascii: "0") }
    pointPosition = mantissa[0].utf8.count + (parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
    normalise()
  }

  /// `integer` times ten to the power of `exponent`.
  package init(_ integer: Int, timesTenTo exponent: Int) {
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
  package var magnitude: Int { digits.isEmpty ? 0 : pointPosition - 1 }

  /// How many decimals are needed to write the number without rounding.
  package var decimals: Int { max(0, digits.count - pointPosition) }

  /// The number rounded to `decimals` after the point, half away from zero.
  package func rounded(toDecimals decimals: Int) -> Decimal {
    let count = pointPosition + decimals
    guard count < digits.count else { return self }
    var result = self
    result.digits = count < 0 ? [] : Array(digits.prefix(count))
    if count >= 0, digits[count] >= 5 { result.increment() }
    result.trim()
    return result
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
    if digits.isEmpty {
      isNegative = false
      pointPosition = 0
    }
  }

  /// The number without an exponent and with at least `least` decimals.
  package func plain(decimals least: Int = 0) -> String {
    let text = digits.map { String($0) }.joined()
    let whole = pointPosition > 0 ? text.prefix(pointPosition) : "0"
    let trailing = String(repeating: "0", count: max(0, pointPosition - digits.count))
    var fraction = pointPosition > 0 ? String(text.dropFirst(pointPosition)) : ""
    if pointPosition <= 0, !digits.isEmpty { fraction = String(repeating: "0", count: -pointPosition) + text }
    fraction += String(repeating: "0", count: max(0, least - fraction.utf8.count))
    return (isNegative ? "-" : "") + whole + trailing + (fraction.isEmpty ? "" : "." + fraction)
  }

  /// The number as d.dde±x; zero as 0.
  package var scientific: String {
    guard let first = digits.first else { return "0" }
    let fraction = digits.dropFirst().map { String($0) }.joined()
    return (isNegative ? "-" : "") + "\(first)" + (fraction.isEmpty ? "" : "." + fraction) + "e\(magnitude)"
  }
}

/// How the numbers of one kind are written side by side: with as many decimals as show differences of a hundredth of
/// their range, none that are not there, and at least one significant digit each. The same on every machine.
package struct NumberFormat: Equatable {
  private let decimals: Int

  /// The format for `values`; those that are not finite don't count.
  package init(distinguishing values: some Sequence<Double>) {
    let values = values.filter(\.isFinite)
    guard let low = values.min(), let high = values.max() else {
      decimals = 0
      return
    }
    // Half the range, so that the difference of the largest numbers stays finite; doubled, a first digit from 5 on
    // makes a digit more.
    let half = Decimal(low < high ? high / 2 - low / 2 : low.magnitude / 2)
    let magnitude = half.magnitude + (half.digits.first ?? 0 >= 5 ? 1 : 0)
    let most = max(0, min(2 - magnitude, 12))
    decimals = values.reduce(0) { max($0, Decimal($1).rounded(toDecimals: most).decimals) }
  }

  package func text(_ number: Double) -> String {
    if number.isNaN { return "nan" }
    if number.isInfinite { return number < 0 ? "-infinity" : "infinity" }
    let decimal = Decimal(number)
    if !decimal.digits.isEmpty, decimal.magnitude < -4 || decimal.magnitude >= 15 {
      return decimal.rounded(toDecimals: 2 - decimal.magnitude).scientific
    }
    return decimal.rounded(toDecimals: max(decimals, -decimal.magnitude)).plain(decimals: decimals)
  }
}

extension Int {
  /// The whole part of `number`, or the nearest integer there is; 0 for NaN.
  ///
  /// The only way in which a computed number becomes a count of columns, dots or examples: `Int(_:)` traps for NaN and
  /// for what is too large, and a model can give both.
  package init(clamping number: Double) {
    // The smallest double above every Int is 2⁶³.
    self = number.isNaN ? 0 : number >= 0x1p63 ? .max : number < -0x1p63 ? .min : Int(number)
  }
}
