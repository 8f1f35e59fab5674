extension Plot {
  /// What the drawing doesn't show, a sentence each, for the caption.
  package var notes: [String] {
    switch content {
    case .lines(let lines, let x, let y): lineNotes(lines, x, y)
    case .bars(let bars, _, let values):
      valueNotes(bars.map(\.value), spreads: bars.map(\.spread), over: values, unit: "bar")
    case .matrix(let matrix):
      valueNotes(
        matrix.numbers.prefix(matrix.rows.count).flatMap { $0.prefix(matrix.columns.count) },
        spreads: [], over: matrix.values, unit: "number")
    }
  }

  private func lineNotes(_ lines: [Line], _ x: Axis, _ y: Axis) -> [String] {
    let points = lines.flatMap(\.points)
    let finite = points.filter { $0.x.isFinite && $0.y.isFinite }
    let placed = finite.filter { x.canPlace($0.x) && y.canPlace($0.y) }
    let seen = placed.filter { x.usableRange?.contains($0.x) != false && y.usableRange?.contains($0.y) != false }
    return leftOut(
      total: points.count, finite: finite.count, placed: placed.count, seen: seen.count,
      unplacedSpreads: placed.filter { $0.spread.map { !y.canPlace($0.low) || !y.canPlace($0.high) } ?? false }.count,
      unit: "point")
  }

  private func valueNotes(_ values: [Double], spreads: [Spread?], over axis: Axis, unit: String) -> [String] {
    let finite = values.filter(\.isFinite)
    let placed = finite.filter(axis.canPlace)
    return leftOut(
      total: values.count, finite: finite.count, placed: placed.count,
      seen: placed.filter { axis.usableRange?.contains($0) != false }.count,
      unplacedSpreads: spreads.filter { $0.map { !axis.canPlace($0.low) || !axis.canPlace($0.high) } ?? false }.count,
      unit: unit)
  }

  private func leftOut(
    total: Int, finite: Int, placed: Int, seen: Int, unplacedSpreads: Int, unit: String
  ) -> [String] {
    let units = total == 1 ? unit : unit + "s"
    let isOrAre = { (count: Int) in count == 1 ? "is" : "are" }
    var notes: [String] = []
    if finite < total {
      notes.append("\(total - finite) of \(total) \(units) left out: not finite.")
    }
    if placed < finite {
      notes.append("\(finite - placed) of \(total) \(units) left out: not above 0, on a logarithmic axis.")
    }
    if seen < placed {
      notes.append("\(placed - seen) of \(total) \(units) \(isOrAre(placed - seen)) outside the range of the axis.")
    }
    if unplacedSpreads > 0 {
      notes.append("The spread of \(unplacedSpreads) of \(total) \(units) is left out.")
    }
    return notes
  }
}
