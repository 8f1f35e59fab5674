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
