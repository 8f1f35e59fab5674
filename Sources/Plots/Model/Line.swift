/// A named sequence of points, joined in the order of their `x`.
package struct Line: Equatable, Sendable {
  package var name: String
  package var points: [Point]

  package init(_ name: String, _ points: [Point]) {
    self.name = name
    self.points = points
  }
}

/// A point of a line, and how far the values that it stands for are spread.
package struct Point: Equatable, Sendable {
  package var x: Double
  package var y: Double
  package var spread: Spread?

  package init(x: Double, y: Double, spread: Spread? = nil) {
    self.x = x
    self.y = y
    self.spread = spread
  }
}

/// The lowest and highest of the values behind a point or bar. Unlike a range it may hold NaN, which is left out when
/// drawn.
package struct Spread: Equatable, Sendable {
  package var low: Double
  package var high: Double

  package init(low: Double, high: Double) {
    self.low = low
    self.high = high
  }
}
