/// An axis of numbers.
package struct Axis: Equatable, Sendable {
  package enum Spacing: Equatable, Sendable {
    /// Equal distances are equal differences.
    case linear
    /// Equal distances are equal ratios. Values at or below 0 have no place and are left out.
    case logarithmic
  }

  package var label: String
  package var spacing: Spacing
  /// What the axis spans, or `nil` to span the values. A range that the axis cannot span (empty, infinite, or at or
  /// below 0 on a logarithmic axis) counts as `nil`.
  package var range: ClosedRange<Double>?

  package init(_ label: String, _ spacing: Spacing = .linear, range: ClosedRange<Double>? = nil) {
    self.label = label
    self.spacing = spacing
    self.range = range
  }

  /// Whether `value` has a place on the axis, were it long enough.
  func canPlace(_ value: Double) -> Bool {
    value.isFinite && (spacing == .linear || value > 0)
  }

  /// The fixed range, if it can be spanned.
  var usableRange: ClosedRange<Double>? {
    guard let range, canPlace(range.lowerBound), canPlace(range.upperBound), range.lowerBound < range.upperBound
    else { return nil }
    return range
  }
}
