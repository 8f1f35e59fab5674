import Platform

/// y = c · xᵃ through some points, by least squares of the logarithms.
struct PowerLaw {
  /// a: 1 where y grows in proportion to x, 2 where it grows with the square.
  let exponent: Double

  /// Nil for points of fewer than two different x. Numbers that are not above zero don't count.
  init?(_ points: [(x: Double, y: Double)]) {
    let logarithms = points.filter { $0.x > 0 && $0.y > 0 }.map { (x: log($0.x), y: log($0.y)) }
    let count = Double(logarithms.count)
    let mean = (x: logarithms.reduce(0) { $0 + $1.x } / count, y: logarithms.reduce(0) { $0 + $1.y } / count)
    let (above, below) = logarithms.reduce((0.0, 0.0)) { sums, point in
      (sums.0 + (point.x - mean.x) * (point.y - mean.y), sums.1 + (point.x - mean.x) * (point.x - mean.x))
    }
    guard below > 0 else { return nil }
    exponent = above / below
  }
}
