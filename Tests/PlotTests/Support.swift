@testable import Plots

extension Plot {
  /// One unnamed line.
  static func line(_ points: [(Double, Double)], x: Axis = Axis("x"), y: Axis = Axis("y")) -> Plot {
    Plot(title: "", .lines([Line("", points.map { Point(x: $0.0, y: $0.1) })], x: x, y: y))
  }

  /// Everything that can be rendered, for properties that hold for all renderers.
  var renderings: [String] {
    [text(width: 60), text(width: 60, glyphs: .ascii, isColoured: true), accessibleText(width: 60), svg(), csv()]
  }
}

/// `text` without the sequences that set colours.
func uncoloured(_ text: String) -> String {
  text.replacing(/\u{1B}\[[0-9;]*m/, with: "")
}

/// What the tables of tests hold of a plot that tests draw over: gaps, a lonely point, values out of place.
let awkwardPlots: [Plot] = {
  let extremes: [[Double]] = [
    [], [0], [3], [-2.5], [.nan], [.infinity], [-.infinity, .nan], [7, 7, 7], [0, 0], [1e308, -1e308],
    [.leastNonzeroMagnitude, 3 * .leastNonzeroMagnitude],
    [.leastNonzeroMagnitude], [1.797e308], [1, 1 + 1e-15], [1e15, 1e15 + 1], [1, .nan, 3],
    [.nan, 2, .infinity, 4, .nan], [-1, -2, -3],
    [1e-300, 1e300], [0.1, 0.2, 0.30000000000000004],
  ]
  let axes = [
    Axis("value"), Axis("value", .logarithmic), Axis("value", range: 0...1), Axis("value", range: -(.infinity)...1),
    Axis("value", .logarithmic, range: 0...10), Axis("value", range: 2...2),
    Axis("value", .logarithmic, range: 0.1...20),
  ]
  return extremes.flatMap { values in
    axes.flatMap { axis in
      let points = values.enumerated().map {
        Point(x: Double($0.offset), y: $0.element, spread: Spread(low: $0.element, high: $0.element * 2))
      }
      let reversed = values.map { Point(x: $0, y: $0) }
      let bars = values.enumerated().map {
        Bar("n", category: "c\($0.offset)", value: $0.element, spread: Spread(low: -$0.element, high: .nan))
      }
      let matrix = Matrix(
        rowLabel: "", rows: ["r", "s"], columnLabel: "", columns: values.indices.map(String.init), values: axis,
        numbers: [values])
      return [
        Plot(title: "awkward", .lines([Line("l", points), Line("", reversed)], x: Axis(""), y: axis)),
        Plot(title: "awkward", .lines([Line("l", reversed)], x: axis, y: axis)),
        Plot(title: "awkward", .bars(bars, categories: "", values: axis)),
        Plot(title: "awkward", .matrix(matrix)),
      ]
    }
  }
}()
