/// The rectangle of an image in which marks are drawn, with the horizontal axis below it.
struct SVGFrame: Equatable {
  /// The width of every image, and the empty edge around it.
  static let width = 640.0
  static let margin = 16.0

  let left: Double
  let top: Double
  let height: Double
  let x: Scale

  private static let right = width - 24
  var width: Double { Self.right - left }
  var bottom: Double { top + height }

  func column(_ value: Double) -> Double { left + x.position(value) * width }

  /// The grid and labels of the horizontal axis, and its name. Returns where they end.
  func drawHorizontalAxis(labelled label: String, on canvas: inout SVGCanvas) -> Double {
    var labelsEnd = -Double.infinity
    for (value, text) in zip(x.ticks.values, x.ticks.labels) {
      let column = column(value)
      canvas.line(from: .init(x: column, y: top), to: .init(x: column, y: bottom), class: "grid")
      let half = estimatedWidth(text) / 2
      guard column - half >= labelsEnd else { continue }
      labelsEnd = column + half + 6
      canvas.text(text, at: .init(x: column, y: bottom + 18), .middle)
    }
    canvas.line(from: .init(x: left, y: bottom), to: .init(x: Self.right, y: bottom), class: "axis")
    guard !label.isEmpty else { return bottom + 24 }
    canvas.text(
      clipped(label, toWidth: width), at: .init(x: left + width / 2, y: bottom + 38), .middle)
    return bottom + 44
  }
}
