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
  func dotColumn(_ position: Double) -> Int { Int((position * Double(dotsAcross - 1)).rounded()) }
  func dotRow(_ position: Double) -> Int { Int(((1 - position) * Double(dotsDown - 1)).rounded()) }

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
    var rows = (Int((top + 0.499).rounded(.down)), Int((bottom + 0.499).rounded(.down)))
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
