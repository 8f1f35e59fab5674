import Printing

extension Plot {
  /// What the drawing shows, in sentences: for whoever hears it, and for the description of an image.
  package var summary: String {
    let sentences =
      switch content {
      case .lines(let lines, let x, let y): lines.map { summary(of: $0, x, y, isAlone: lines.count == 1) }
      case .bars(let bars, _, let values): [summary(of: bars, values)]
      case .matrix(let matrix): [summary(of: matrix)]
      }
    return sentences.isEmpty ? "There is nothing to draw." : sentences.map { $0 + "." }.joined(separator: " ")
  }

  private func summary(of line: Line, _ x: Axis, _ y: Axis, isAlone: Bool) -> String {
    let points = DrawableLine(line, x: x, y: y).points
    let quantity = y.label.isEmpty ? (line.name.isEmpty ? "the value" : line.name) : y.label
    let subject = isAlone || line.name.isEmpty || quantity == line.name ? quantity : "\(line.name): \(quantity)"
    guard let first = points.first, let last = points.last else { return "\(subject) has no values" }

    let xFormat = NumberFormat(distinguishing: points.map(\.x))
    let format = NumberFormat(distinguishing: points.map(\.y))
    let place = { (point: Point) in (x.label.isEmpty ? "" : x.label + " ") + xFormat.text(point.x) }
    let value = { (point: Point) in format.text(point.y) }
    let lowest = points.reduce(first) { $1.y < $0.y ? $1 : $0 }
    let highest = points.reduce(first) { $1.y > $0.y ? $1 : $0 }
    if points.count == 1 { return "\(subject) is \(value(first)) at \(place(first))" }
    if lowest.y == highest.y { return "\(subject) stays at \(value(first)) from \(place(first)) to \(place(last))" }

    var text =
      if value(first) == value(last) {
        "\(subject) starts at \(value(first)) at \(place(first)) and ends there at \(place(last))"
      } else {
        "\(subject) \(first.y < last.y ? "rises" : "falls") from \(value(first)) at \(place(first))"
          + " to \(value(last)) at \(place(last))"
      }
    if lowest.y < min(first.y, last.y) { text += "; lowest \(value(lowest)) at \(place(lowest))" }
    if highest.y > max(first.y, last.y) { text += "; highest \(value(highest)) at \(place(highest))" }
    return text
  }

  private func summary(of bars: [Bar], _ axis: Axis) -> String {
    let groups = BarGroup.groups(of: bars)
    let named = groups.flatMap { group in
      group.bars.map { bar in
        (name: groups.count > 1 ? "\(group.heading), \(bar.label)" : bar.label, value: bar.bar.value)
      }
    }
    let placed = named.filter { axis.canPlace($0.value) }
    let quantity = axis.label.isEmpty ? "the value" : axis.label
    guard let first = placed.first else { return "\(quantity) has no values" }
    let format = NumberFormat(distinguishing: placed.map(\.value))
    let lowest = placed.reduce(first) { $1.value < $0.value ? $1 : $0 }
    let highest = placed.reduce(first) { $1.value > $0.value ? $1 : $0 }
    if placed.count == 1 { return "\(quantity) is \(format.text(first.value)) for \(first.name)" }
    if lowest.value == highest.value {
      return "\(quantity) is \(format.text(first.value)) for all \(placed.count) bars"
    }
    return "\(quantity) is highest for \(highest.name), \(format.text(highest.value)), "
      + "and lowest for \(lowest.name), \(format.text(lowest.value))"
  }

  private func summary(of matrix: Matrix) -> String {
    let cells = matrix.shadedNumbers
    let quantity = matrix.values.label.isEmpty ? "the value" : matrix.values.label
    guard let first = cells.first else { return "\(quantity) has no values" }
    let format = NumberFormat(distinguishing: cells.map(\.number))
    let lowest = cells.reduce(first) { $1.number < $0.number ? $1 : $0 }
    let highest = cells.reduce(first) { $1.number > $0.number ? $1 : $0 }
    if lowest.number == highest.number { return "\(quantity) is \(format.text(first.number)) everywhere" }
    let described = { (cell: (row: Int, column: Int, number: Double)) in
      let row = place(matrix.rows[cell.row], in: matrix.rowLabel, or: "row")
      let column = place(matrix.columns[cell.column], in: matrix.columnLabel, or: "column")
      return "\(format.text(cell.number)), at \(row), \(column)"
    }
    return "\(quantity) is highest, \(described(highest)), and lowest, \(described(lowest))"
  }

  /// A row or column with what it is one of, unless its name says so: "layer 3" of the layers, "score on plurals".
  private func place(_ name: String, in label: String, or fallback: String) -> String {
    if !label.isEmpty, name.hasPrefix(label) { return name }
    return (label.isEmpty ? fallback : label) + " " + name
  }
}

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
