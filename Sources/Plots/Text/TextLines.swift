/// Lines in characters: dots in a frame with labelled axes, and a legend below.
struct TextLines {
  private let page: TextPage
  private let lines: [DrawableLine]
  private let xAxis: Axis
  private let yAxis: Axis
  private let x: Scale
  private let y: Scale
  private let gutter: Int
  private let entries: [String]
  private var hasSharedMarks = false
  private var canvas: DotCanvas

  /// `rest` rows of the page are taken by other things.
  init(_ lines: [Line], x xAxis: Axis, y yAxis: Axis, besides rest: Int, on page: TextPage) {
    self.page = page
    self.xAxis = xAxis
    self.yAxis = yAxis
    let drawable = lines.map { DrawableLine($0, x: xAxis, y: yAxis) }
    let points = drawable.flatMap(\.points)

    entries =
      lines.count > 1
      ? lines.enumerated().map { "\(Glyphs.letter($0.offset)) \($0.element.name)" }
      : lines.map(\.name).filter { !$0.isEmpty && $0 != yAxis.label }

    let labelRows = (xAxis.label.isEmpty ? 0 : 1) + (yAxis.label.isEmpty ? 0 : 1)
    let rows = max(4, page.height - rest - 2 - labelRows - page.wrapped(entries, separator: "   ").count)
    y = Scale(yAxis, for: drawable.flatMap(\.heights), .toTicks, tickCount: max(2, rows / 2))
    gutter = (y.ticks.labels.map(\.utf8.count).max() ?? 0) + 1
    let columns = page.width - gutter - 1
    x = Scale(xAxis, for: points.map(\.x), .tight, tickCount: max(2, columns / 9))
    canvas = DotCanvas(columns: columns, rows: rows, on: page)
    let scale = x
    self.lines = drawable.map { $0.thinned(toColumns: columns * 2, of: scale) }
    draw()
  }

  private mutating func draw() {
    for (index, line) in lines.enumerated() {
      for run in line.runs { shade(run, series: index) }
    }
    for (index, line) in lines.enumerated() {
      for run in line.runs {
        let dots = run.map { (x: canvas.dotColumn(x.position($0.x)), y: canvas.dotRow(y.position($0.y))) }
        for (start, end) in zip(dots, dots.dropFirst()) { canvas.draw(from: start, to: end, series: index) }
      }
    }
    for (index, line) in lines.enumerated() { mark(line, series: index) }
  }

  /// Shades the cells between the lows and highs of a run.
  private mutating func shade(_ run: [Point], series: Int) {
    for (start, end) in zip(run, run.dropFirst() + run.suffix(1)) {
      guard let first = start.spread, let second = end.spread else { continue }
      let (left, right) = (canvas.column(x.position(start.x)), canvas.column(x.position(end.x)))
      guard right >= 0, left < canvas.columns else { continue }
      for column in max(0, left)...min(right, canvas.columns - 1) {
        let part = left == right ? 0 : Double(column - left) / Double(right - left)
        let top = row(from: first.high, to: second.high, part: part)
        let bottom = row(from: first.low, to: second.low, part: part)
        guard bottom >= 0, top < canvas.rows else { continue }
        for row in max(0, top)...min(bottom, canvas.rows - 1) {
          canvas.put(page.glyphs.band, row: row, column: column, series: series)
        }
      }
    }
  }

  /// The row of the place that is `part` of the way from one value to another.
  private func row(from first: Double, to second: Double, part: Double) -> Int {
    canvas.row(y.position(first) * (1 - part) + y.position(second) * part)
  }

  private mutating func mark(_ line: DrawableLine, series: Int) {
    let limit = max(4, canvas.columns / 6)
    let isWhole = line.points.count <= limit
    for point in line.markedPoints(limit: limit, index: series, count: lines.count)
    where x.contains(point.x) && y.contains(point.y) {
      let (row, column) = (canvas.row(y.position(point.y)), canvas.column(x.position(point.x)))
      let letter = lines.count > 1 ? Glyphs.letter(series) : page.glyphs.point
      let present = canvas.mark(row: row, column: column)
      if present == nil || present == page.glyphs.band || present == letter {
        canvas.put(letter, row: row, column: column, series: series)
      } else if isWhole {
        canvas.put(page.glyphs.severalMarks, row: row, column: column, series: nil)
        hasSharedMarks = true
      }
    }
  }

  var rows: [String] {
    var rows = yAxis.label.isEmpty ? [] : [page.clipped(yAxis.label, to: page.width)]
    var labels = [Int: String]()
    for (value, label) in zip(y.ticks.values, y.ticks.labels) { labels[canvas.row(y.position(value))] = label }
    for row in 0..<canvas.rows {
      let edge = labels[row] == nil ? page.glyphs.vertical : page.glyphs.verticalTick
      let label = page.rightFitted(labels[row] ?? "", to: gutter - 1) + " "
      rows.append(label + String(edge) + canvas.text(row: row, isOnlySeries: lines.count == 1))
    }
    let ticks = zip(x.ticks.values, x.ticks.labels).map { (column: canvas.column(x.position($0)), label: $1) }
    rows += page.horizontalAxis(gutter: gutter, columns: canvas.columns, ticks: ticks)
    if !xAxis.label.isEmpty { rows.append(page.centred(xAxis.label, from: gutter + 1)) }
    let several = hasSharedMarks ? ["\(page.glyphs.severalMarks) several"] : []
    return rows + page.wrapped(entries + several, separator: "   ")
  }
}
