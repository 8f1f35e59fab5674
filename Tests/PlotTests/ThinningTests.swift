import Testing

@testable import Plots

struct ThinningTests {
  private let line = Line(
    "", (0..<10_000).map { Point(x: Double($0), y: Double(($0 * 7919) % 1009), spread: nil) })

  private func thinned(_ line: Line) -> DrawableLine {
    let drawable = DrawableLine(line, x: Axis(""), y: Axis(""))
    let scale = Scale(Axis(""), for: drawable.points.map(\.x), .tight, tickCount: 5)
    return drawable.thinned(toColumns: 100, of: scale)
  }

  @Test func keepsExtremesAndEnds() {
    var spiked = line
    spiked.points[4321].y = 1e6
    spiked.points[8765].y = -1e6
    spiked.points[1234].spread = Spread(low: -5e6, high: 5e6)
    let points = thinned(spiked).points
    #expect(points.count <= 606)
    #expect(points.first == spiked.points.first && points.last == spiked.points.last)
    for index in [4321, 8765, 1234] { #expect(points.contains(spiked.points[index])) }
    #expect(zip(points, points.dropFirst()).allSatisfy { $0.x < $1.x })
  }

  @Test func showsTheSame() {
    let all = Plot(title: "", .lines([line], x: Axis(""), y: Axis("")))
    let fewer = Plot(title: "", .lines([Line("", thinned(line).points)], x: Axis(""), y: Axis("")))
    // A page with 100 columns of dots.
    #expect(all.text(width: 56, height: 12) == fewer.text(width: 56, height: 12))
  }

  @Test func keepsShortLines() {
    let short = Line("", Array(line.points.prefix(100)))
    #expect(thinned(short).points == short.points)
  }

  @Test func ordersByXAndBreaksAtMissingValues() {
    let places: [(Double, Double)] = [(3, 3), (1, .nan), (0, 0), (2, 2), (.nan, 9), (0, 7)]
    let points = places.map { Point(x: $0.0, y: $0.1) }
    let runs = DrawableLine(Line("", points), x: Axis(""), y: Axis("")).runs
    #expect(runs.map { $0.map(\.y) } == [[0, 7], [2, 3]])
  }
}
