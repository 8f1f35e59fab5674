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
