/// The distance of linear ticks: 1, 2 or 5 times a power of ten.
struct Step: Equatable {
  let mantissa: Int
  let exponent: Int

  /// The smallest step that divides `span`, which is positive, into at most `count` parts, give or take the rounding of
  /// the span. With `isWhole` at least 1.
  init(spanning span: Double, count: Int, isWhole: Bool = false) {
    let part = span / Double(max(1, count))
    let magnitude = Decimal(part).magnitude
    let candidates = [(1, magnitude), (2, magnitude), (5, magnitude), (1, magnitude + 1)]
    let (mantissa, exponent) =
      candidates.first { scaled($0.0, byTenTo: $0.1) >= part * (1 - 1e-9) } ?? (1, magnitude + 1)
    self.mantissa = isWhole && exponent < 0 ? 1 : mantissa
    self.exponent = isWhole ? max(0, exponent) : exponent
  }

  var value: Double { scaled(mantissa, byTenTo: exponent) }

  /// How many steps from 0 `position` is, rounded to a whole step; a position next to one counts as on it.
  func multiple(at position: Double, _ rule: FloatingPointRoundingRule) -> Int {
    let steps = position / value
    let nearest = steps.rounded()
    let whole = (steps - nearest).magnitude < 1e-6 ? nearest : steps.rounded(rule)
    return Int(exactly: whole) ?? 0
  }

  /// The place of a multiple, correctly rounded.
  func position(ofMultiple multiple: Int) -> Double { scaled(multiple * mantissa, byTenTo: exponent) }
}
