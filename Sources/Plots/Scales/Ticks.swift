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
