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
