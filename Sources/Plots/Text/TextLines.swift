import Printing

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

/// A grid of character cells on which lines are drawn in dots: braille cells of 2 × 4 dots, or one dot a cell in ASCII.
struct DotCanvas {
  let columns: Int
  let rows: Int
  private let page: TextPage
  private var dots: [UInt8]
  private var characters: [Character?]
  /// The series last drawn in a cell.
  private var series: [Int?]

  init(columns: Int, rows: Int, on page: TextPage) {
    self.columns = columns
    self.rows = rows
    self.page = page
    dots = Array(repeating: 0, count: columns * rows)
    characters = Array(repeating: nil, count: columns * rows)
    series = Array(repeating: nil, count: columns * rows)
  }

  var dotsAcross: Int { columns * page.glyphs.dotsAcross }
  var dotsDown: Int { rows * page.glyphs.dotsDown }

  /// The dot column of a position along the horizontal axis, 0 to 1, and the dot row, counted from the top, along the
  /// vertical. Outside that range so are the dots.
  func dotColumn(_ position: Double) -> Int { Int(clamping: (position * Double(dotsAcross - 1)).rounded()) }
  func dotRow(_ position: Double) -> Int { Int(clamping: ((1 - position) * Double(dotsDown - 1)).rounded()) }

  func column(_ position: Double) -> Int { dotColumn(position) / page.glyphs.dotsAcross }
  func row(_ position: Double) -> Int { dotRow(position) / page.glyphs.dotsDown }

  /// A straight line between two dots: each dot column gets the dots that the line passes on its way through it.
  mutating func draw(from start: (x: Int, y: Int), to end: (x: Int, y: Int), series: Int) {
    guard start.x != end.x else {
      fill(column: start.x, from: Double(start.y), to: Double(end.y), series)
      return
    }
    let slope = Double(end.y - start.y) / Double(end.x - start.x)
    guard end.x >= 0, start.x < dotsAcross else { return }
    for column in max(0, start.x)...min(end.x, dotsAcross - 1) {
      let left = max(Double(start.x), Double(column) - 0.5) - Double(start.x)
      let right = min(Double(end.x), Double(column) + 0.5) - Double(start.x)
      fill(column: column, from: Double(start.y) + left * slope, to: Double(start.y) + right * slope, series)
    }
  }

  private mutating func fill(column: Int, from first: Double, to second: Double, _ series: Int) {
    // Rounding towards each other keeps a gentle slope one dot thin.
    let (top, bottom) = (min(first, second), max(first, second))
    var rows = (Int(clamping: (top + 0.499).rounded(.down)), Int(clamping: (bottom + 0.499).rounded(.down)))
    if rows.1 > rows.0, bottom - top < 1 { rows = (rows.1, rows.1) }
    guard rows.1 >= 0, rows.0 < dotsDown, column >= 0, column < dotsAcross else { return }
    for row in max(0, rows.0)...min(rows.1, dotsDown - 1) {
      let cell = row / page.glyphs.dotsDown * columns + column / page.glyphs.dotsAcross
      let bits: [[UInt8]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]
      dots[cell] |= bits[row % page.glyphs.dotsDown][column % page.glyphs.dotsAcross]
      self.series[cell] = series
    }
  }

  /// What stands in a cell, apart from dots.
  func mark(row: Int, column: Int) -> Character? {
    contains(row, column) ? characters[row * columns + column] : nil
  }

  /// Puts a character where a cell of the canvas is, over its dots.
  mutating func put(_ character: Character, row: Int, column: Int, series: Int?) {
    guard contains(row, column) else { return }
    characters[row * columns + column] = character
    self.series[row * columns + column] = series
  }

  func contains(_ row: Int, _ column: Int) -> Bool {
    row >= 0 && row < rows && column >= 0 && column < columns
  }

  /// A row of cells as text. In ASCII dots become the letter of their series, or the point if it is the only one.
  func text(row: Int, isOnlySeries: Bool) -> String {
    var result = ""
    var run = ""
    var runSeries: Int?
    for cell in row * columns..<(row + 1) * columns {
      if series[cell] != runSeries {
        result += page.coloured(run, series: runSeries)
        (run, runSeries) = ("", series[cell])
      }
      run.append(character(in: cell, isOnlySeries))
    }
    return result + page.coloured(run, series: runSeries)
  }

  private func character(in cell: Int, _ isOnlySeries: Bool) -> Character {
    if dots[cell] == 0 || characters[cell].map({ $0 != page.glyphs.band }) == true { return characters[cell] ?? " " }
    if page.glyphs == .unicode { return Character(Unicode.Scalar(0x2800 + UInt32(dots[cell])) ?? " ") }
    return isOnlySeries ? page.glyphs.point : Glyphs.letter(series[cell] ?? 0)
  }
}
