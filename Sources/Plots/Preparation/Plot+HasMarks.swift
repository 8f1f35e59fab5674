extension Plot {
  /// Whether anything can be drawn: a point, bar or number that its axes can place.
  var hasMarks: Bool {
    switch content {
    case .lines(let lines, let x, let y):
      lines.contains { $0.points.contains { x.canPlace($0.x) && y.canPlace($0.y) } }
    case .bars(let bars, _, let values): bars.contains { values.canPlace($0.value) }
    case .matrix(let matrix): !matrix.shadedNumbers.isEmpty
    }
  }
}
