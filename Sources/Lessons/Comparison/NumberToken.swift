/// A decimal number in a line of output: `12`, `-0.5`, `1.5e-3`.
struct NumberToken: Equatable {
  let range: Range<Int>
  let value: Double

  /// Every number of a text from left to right, each as long as it can be, so that none begins inside another.
  ///
  /// A sign belongs to a number unless a letter, a digit or a dot stands in front of it: `3-5` is two positive numbers.
  static func all(in text: [UInt8]) -> [NumberToken] {
    var tokens: [NumberToken] = []
    var index = 0
    while index < text.count {
      if let token = NumberToken(in: text, at: index) {
        tokens.append(token)
        index = token.range.upperBound
      } else {
        index += 1
      }
    }
    return tokens
  }

  /// The number that begins at `start`; nil when none does.
  init?(in text: [UInt8], at start: Int) {
    var index = start
    if index < text.count, text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "+") {
      if start > 0, text[start - 1].isWordOrDot { return nil }
      index += 1
    }
    let digits = { (from: Int) in text[from...].prefix(while: \.isDigit).endIndex }
    guard index < text.count, text[index].isDigit else { return nil }
    index = digits(index)
    if index + 1 < text.count, text[index] == UInt8(ascii: "."), text[index + 1].isDigit { index = digits(index + 1) }
    if index < text.count, text[index] | 0x20 == UInt8(ascii: "e") {
      let signed =
        index + 1 < text.count && (text[index + 1] == UInt8(ascii: "-") || text[index + 1] == UInt8(ascii: "+"))
      let exponent = index + (signed ? 2 : 1)
      if exponent < text.count, text[exponent].isDigit { index = digits(exponent) }
    }
    guard let value = Double(String(decoding: text[start..<index], as: UTF8.self)) else { return nil }
    self.value = value
    range = start..<index
  }
}

extension UInt8 {
  var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

  fileprivate var isWordOrDot: Bool {
    isDigit || self == UInt8(ascii: ".") || self >= 0x80
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
  }
}

/// A number that is further from what was expected than its tolerance allows.
package struct NumberDistance: Codable, Equatable, Sendable {
  package let found: Double
  package let expected: Double
  package let tolerance: Double

  /// `0.45 is 0.04 from 0.41, which allows 0.02`.
  package var sentence: String {
    "\(found.short) is \(abs(found - expected).rounded3) from \(expected.short), which allows \(tolerance.short)"
  }
}

extension Double {
  /// The shortest digits that read back as this number, without a needless `.0`.
  var short: String {
    let text = description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// Rounded to three significant digits.
  var rounded3: String {
    guard isFinite, self != 0 else { return short }
    // Dividing by a power of ten rounds correctly, where multiplying by its inverse would leave 0.30000000000000004.
    var scale = 1.0
    while abs(self) * scale < 100, scale < 1e200 { scale *= 10 }
    return ((self * scale).rounded() / scale).short
  }
}
