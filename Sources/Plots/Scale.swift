import Printing

/// An axis made ready for drawing: what it spans, and its ticks.
struct Scale: Equatable {
  /// How the span follows from the values when it is not fixed.
  enum Fit {
    /// From the lowest to the highest value.
    case tight
    /// As far as the ticks around the values.
    case toTicks
    /// As far as the ticks around the values and 0; on a logarithmic axis, to the power of ten below the lowest.
    case fromZero
  }

  let spacing: Axis.Spacing
  let lower: Double
  let upper: Double
  private(set) var ticks: Ticks

  /// The scale of `axis` for those of the values that it can place, with about `tickCount` ticks.
  init(_ axis: Axis, for values: some Sequence<Double>, _ fit: Fit, tickCount: Int) {
    spacing = axis.spacing
    var low = Double.infinity
    var high = -Double.infinity
    var isWhole = true
    for value in values where axis.canPlace(value) {
      low = min(low, value)
      high = max(high, value)
      isWhole = isWhole && value == value.rounded()
    }
    if let range = axis.usableRange { (low, high) = (range.lowerBound, range.upperBound) }
    let isFixed = axis.usableRange != nil

    switch axis.spacing {
    case .linear:
      if fit == .fromZero, !isFixed { (low, high) = (min(low, 0), max(high, 0)) }
      (low, high) = Self.spanned(low, high, isWhole: isWhole)
      let step = Step(spanning: high - low, count: tickCount, isWhole: isWhole && high - low >= 1)
      if fit != .tight, !isFixed {
        low = step.position(ofMultiple: step.multiple(at: low, .down))
        high = step.position(ofMultiple: step.multiple(at: high, .up))
      }
      ticks = Ticks(every: step, from: low, to: high)
    case .logarithmic:
      (low, high) = Self.logarithmicallySpanned(low, high)
      if fit != .tight, !isFixed {
        if fit == .fromZero { low = Self.roundNumber(below: low * 0.999, from: [1]) }
        low = Self.roundNumber(below: low, from: [5, 2, 1])
        high = Self.roundNumber(above: high)
      }
      ticks = Ticks(logarithmicFrom: low, to: high, count: tickCount)
    }
    lower = low
    upper = high
  }

  /// Where on the axis `value` is: 0 at its lower end, 1 at its upper. Values far outside count as a thousand lengths
  /// away.
  func position(_ value: Double) -> Double {
    let fraction =
      switch spacing {
      case .linear: (value - lower) / (upper - lower)
      case .logarithmic:
        (decadicLogarithm(value) - decadicLogarithm(lower)) / (decadicLogarithm(upper) - decadicLogarithm(lower))
      }
    return max(-1000, min(fraction, 1000))
  }

  func contains(_ value: Double) -> Bool { lower <= value && value <= upper }

  /// Magnitudes beyond this have no room for ticks around them; they count as this.
  private static let largest = 1e300

  private static func clamped(_ value: Double) -> Double { max(-largest, min(value, largest)) }

  /// The bounds moved apart where they are too close for ticks between them, or absent.
  private static func spanned(_ low: Double, _ high: Double, isWhole: Bool) -> (Double, Double) {
    guard low <= high else { return (0, 1) }
    let (low, high) = (clamped(low), clamped(high))
    let size = max(low.magnitude, high.magnitude)
    guard size > 1 / largest else { return (-1, 1) }
    let margin = isWhole ? max(1, size / 10) : size / 10
    return high - low > size * 1e-12 ? (low, high) : (low - margin, high + margin)
  }

  private static func logarithmicallySpanned(_ low: Double, _ high: Double) -> (Double, Double) {
    guard low <= high else { return (1, 10) }
    let (low, high) = (max(1 / largest, clamped(low)), max(1 / largest, clamped(high)))
    return high - low > high * 1e-12 ? (low, high) : (low / 2, high * 2)
  }

  /// The largest of `mantissas` times a power of ten that is not above `value`. The mantissas fall and end in 1.
  private static func roundNumber(below value: Double, from mantissas: [Int]) -> Double {
    let decade = Decimal(value).magnitude
    return mantissas.map { scaled($0, byTenTo: decade) }.first { $0 <= value } ?? value
  }

  private static func roundNumber(above value: Double) -> Double {
    let decade = Decimal(value).magnitude
    return [1, 2, 5, 10].map { scaled($0, byTenTo: decade) }.first { $0 >= value } ?? value
  }
}

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

/// The places of an axis that are labelled.
struct Ticks: Equatable {
  private(set) var values: [Double]
  private(set) var labels: [String]

  private init(_ decimals: [(integer: Int, exponent: Int)]) {
    values = decimals.map { scaled($0.integer, byTenTo: $0.exponent) }
    let written = decimals.map { Decimal($0.integer, timesTenTo: $0.exponent) }
    let places = written.map(\.decimals).max() ?? 0
    let plain = written.map { $0.plain(decimals: places) }
    let scientific = written.map(\.scientific)
    let width = { (texts: [String]) in texts.map(\.utf8.count).max() ?? 0 }
    // An axis is written one way, and long numbers in few characters.
    labels = width(plain) <= max(7, width(scientific)) ? plain : scientific
  }

  /// The multiples of `step` in `lower...upper`.
  init(every step: Step, from lower: Double, to upper: Double) {
    let first = step.multiple(at: lower, .up)
    let last = step.multiple(at: upper, .down)
    self.init(first <= last ? (first...last).map { ($0 * step.mantissa, step.exponent) } : [])
  }

  /// About `count` of 1, 2 and 5 times the powers of ten in `lower...upper`, or of the powers alone, or of every so
  /// many; where fewer than two of these lie in the range, linear ticks.
  init(logarithmicFrom lower: Double, to upper: Double, count: Int) {
    let decades = Decimal(lower).magnitude...max(Decimal(lower).magnitude, Decimal(upper).magnitude)
    let inside = { (mantissa: Int, exponent: Int) in
      (lower...upper).contains(scaled(mantissa, byTenTo: exponent))
    }
    let all = decades.flatMap { decade in [1, 2, 5].map { ($0, decade) } }.filter(inside)
    let powers = decades.map { (1, $0) }.filter(inside)
    if all.count < 2 {
      self.init(every: Step(spanning: upper - lower, count: count), from: lower, to: upper)
    } else if all.count <= count || powers.count < 2 {
      self.init(all)
    } else {
      let interval = (powers.count + count - 1) / count
      self.init(powers.filter { $0.1 % interval == 0 })
    }
  }
}

/// The logarithm to base 10 of a positive, finite number, within a few units in the last place.
///
/// Only additions, multiplications and divisions, so that the same number gives the same bits with every C library:
/// log₂ x = e + log₂ m with m in [√½, √2), and ln m = 2 artanh z = 2 (z + z³/3 + z⁵/5 + …) with z = (m - 1)/(m + 1).
func decadicLogarithm(_ number: Double) -> Double {
  var exponent = Double(number.exponent)
  var mantissa = number.significand
  if mantissa > 1.414_213_562_373_095 {
    mantissa /= 2
    exponent += 1
  }
  let z = (mantissa - 1) / (mantissa + 1)
  // |z| < 0.172, so the 12th term is below 2⁻⁵³ of the first.
  var sum = 0.0
  for k in stride(from: 23.0, through: 1, by: -2) { sum = sum * z * z + 1 / k }
  return exponent * 0.301_029_995_663_981_2 + 2 * z * sum * 0.434_294_481_903_251_8
}

/// `integer` times ten to the power of `exponent`, correctly rounded.
func scaled(_ integer: Int, byTenTo exponent: Int) -> Double {
  Double("\(integer)e\(exponent)") ?? 0
}
