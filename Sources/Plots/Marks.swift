import Printing

/// A line cut into what can be drawn: runs of consecutive points that both axes can place, in the order of `x`.
///
/// A point without a `y` interrupts the line; one without an `x` belongs nowhere and doesn't.
struct DrawableLine: Equatable {
  let name: String
  let runs: [[Point]]

  init(_ line: Line, x: Axis, y: Axis) {
    let placed = line.points.filter { x.canPlace($0.x) }
    let isSorted = zip(placed, placed.dropFirst()).allSatisfy { $0.x <= $1.x }
    // The standard sort is stable, but doesn't promise it.
    let ordered =
      isSorted
      ? placed
      : placed.enumerated().sorted { ($0.element.x, $0.offset) < ($1.element.x, $1.offset) }.map(\.element)
    name = line.name
    runs = ordered.split { !y.canPlace($0.y) }.map { run in run.map { $0.drawable(over: y) } }
  }

  private init(name: String, runs: [[Point]]) {
    self.name = name
    self.runs = runs
  }

  var points: [Point] { runs.flatMap { $0 } }

  /// Every number that the axis of values should reach: points and their spreads.
  var heights: [Double] { points.flatMap { [$0.y] + ($0.spread.map { [$0.low, $0.high] } ?? []) } }

  /// The line with no more points than show at `columns` places side by side: of the points at one place, the first,
  /// the last, the lowest and the highest, and those with the lowest and highest spread. Drawn, the two are the same.
  ///
  /// Jugel et al., "M4: A Visualization-Oriented Time Series Data Aggregation", VLDB 2014.
  func thinned(toColumns columns: Int, of scale: Scale) -> DrawableLine {
    let place = { (point: Point) in (scale.position(point.x) * Double(columns)).rounded(.down) }
    return DrawableLine(
      name: name,
      runs: runs.map { run in
        guard run.count > columns else { return run }
        var kept: [Point] = []
        var start = 0
        while start < run.count {
          let column = place(run[start])
          var end = start + 1
          while end < run.count, place(run[end]) == column { end += 1 }
          kept += Self.extremes(of: run, in: start..<end).map { run[$0] }
          start = end
        }
        return kept
      })
  }

  private static func extremes(of run: [Point], in indices: Range<Int>) -> [Int] {
    let low = { (index: Int) in run[index].spread?.low ?? run[index].y }
    let high = { (index: Int) in run[index].spread?.high ?? run[index].y }
    let chosen = [
      indices.lowerBound, indices.upperBound - 1,
      indices.min { run[$0].y < run[$1].y }, indices.max { run[$0].y < run[$1].y },
      indices.min { low($0) < low($1) }, indices.max { high($0) < high($1) },
    ]
    return Set(chosen.compactMap { $0 }).sorted()
  }

  /// The points that carry the line's mark, so that lines are told apart without colour: all of them if they are at
  /// most `limit`; otherwise the lonely ones, which no line shows, and with several lines about half as many as
  /// `limit`, at other places for each line.
  func markedPoints(limit: Int, index: Int, count: Int) -> [Point] {
    let points = points
    guard points.count > limit else { return points }
    var marked = runs.filter { $0.count == 1 }.flatMap { $0 }
    guard count > 1 else { return marked }
    let marks = max(1, limit / 2)
    let shift = Double(index % 6 + 1) / 7
    for mark in 0..<marks {
      marked.append(points[Int(clamping: (Double(mark) + shift) / Double(marks) * Double(points.count - 1))])
    }
    return marked
  }
}

extension Point {
  /// The point with its spread in order, or without one that the axis cannot place.
  fileprivate func drawable(over axis: Axis) -> Point {
    guard let spread, axis.canPlace(spread.low), axis.canPlace(spread.high) else { return Point(x: x, y: y) }
    return Point(x: x, y: y, spread: Spread(low: min(spread.low, spread.high), high: max(spread.low, spread.high)))
  }
}

/// Bars that belong together under a heading, each with the label that tells it from the others.
struct BarGroup: Equatable {
  let heading: String
  let bars: [LabelledBar]

  struct LabelledBar: Equatable {
    let label: String
    let bar: Bar
    /// The place of the bar's name among the names, which decides its colour.
    let series: Int
  }

  /// The groups of `bars` in order of appearance: one group if all names or all categories are the same, otherwise a
  /// group for each category.
  static func groups(of bars: [Bar]) -> [BarGroup] {
    let names = uniqued(bars.map(\.name))
    let categories = uniqued(bars.map(\.category))
    let series = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($0.element, $0.offset) })
    let labelled = { (bar: Bar, label: String) in
      LabelledBar(label: label, bar: bar, series: series[bar.name] ?? 0)
    }
    if names.count <= 1 {
      return bars.isEmpty ? [] : [BarGroup(heading: names[0], bars: bars.map { labelled($0, $0.category) })]
    }
    if categories.count == 1 {
      return [BarGroup(heading: categories[0], bars: bars.map { labelled($0, $0.name) })]
    }
    let grouped = Dictionary(grouping: bars, by: \.category)
    return categories.map { category in
      BarGroup(heading: category, bars: (grouped[category] ?? []).map { labelled($0, $0.name) })
    }
  }

  private static func uniqued(_ texts: [String]) -> [String] {
    var seen: Set<String> = []
    return texts.filter { seen.insert($0).inserted }
  }
}

extension Bar {
  /// The bar's spread in order, if the axis can place it.
  func drawableSpread(over axis: Axis) -> Spread? {
    guard let spread, axis.canPlace(spread.low), axis.canPlace(spread.high) else { return nil }
    return Spread(low: min(spread.low, spread.high), high: max(spread.low, spread.high))
  }

  /// Every number that the axis should reach for this bar.
  func lengths(over axis: Axis) -> [Double] {
    [value] + (drawableSpread(over: axis).map { [$0.low, $0.high] } ?? [])
  }
}
