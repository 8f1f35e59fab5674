import Printing

/// The elements of an image, and how they are written.
struct SVGCanvas {
  private(set) var elements: [String] = []

  /// Where a text is anchored.
  enum Anchor: String {
    case start, middle, end
  }

  /// A pair of coordinates in units of the image.
  struct Position: Equatable {
    var x: Double
    var y: Double
  }

  mutating func text(_ text: String, at position: Position, _ anchor: Anchor = .start, class name: String? = nil) {
    let anchoring = anchor == .start ? "" : " text-anchor=\"\(anchor.rawValue)\""
    let styling = name.map { " class=\"\($0)\"" } ?? ""
    let (x, y) = (coordinate(position.x), coordinate(position.y))
    elements.append("<text x=\"\(x)\" y=\"\(y)\"\(anchoring)\(styling)>\(markupEscaped(text))</text>")
  }

  mutating func rectangle(at position: Position, width: Double, height: Double, attributes: String) {
    let place = "x=\"\(coordinate(position.x))\" y=\"\(coordinate(position.y))\""
    elements.append(
      "<rect \(place) width=\"\(coordinate(width))\" height=\"\(coordinate(height))\" \(attributes)/>")
  }

  mutating func path(_ data: String, attributes: String) {
    elements.append("<path d=\"\(data)\" \(attributes)/>")
  }

  mutating func line(from start: Position, to end: Position, class name: String) {
    path("M\(pair(start))L\(pair(end))", attributes: "class=\"\(name)\"")
  }

  /// What `draw` adds, in a group.
  mutating func group(attributes: String, _ draw: (inout SVGCanvas) -> Void) {
    elements.append("<g \(attributes)>")
    draw(&self)
    elements.append("</g>")
  }

  /// What `draw` adds, cut off outside a rectangle. A nested image does so without an id, so that many plots can
  /// stand in one page.
  mutating func clipped(to position: Position, width: Double, height: Double, _ draw: (inout SVGCanvas) -> Void) {
    let place = "x=\"\(coordinate(position.x))\" y=\"\(coordinate(position.y))\""
    let size = "width=\"\(coordinate(width))\" height=\"\(coordinate(height))\""
    let box = [position.x, position.y, width, height].map { coordinate($0) }.joined(separator: " ")
    elements.append("<svg \(place) \(size) viewBox=\"\(box)\">")
    draw(&self)
    elements.append("</svg>")
  }
}

/// A number with few decimals, always the same characters. A tenth of a unit is finer than a screen shows.
func coordinate(_ value: Double, decimals: Int = 1) -> String {
  Decimal(max(-100_000, min(value, 100_000))).rounded(toDecimals: decimals).plain()
}

func pair(_ position: SVGCanvas.Position) -> String {
  coordinate(position.x) + " " + coordinate(position.y)
}

/// How wide a text is in a common font, estimated generously: the reader's font is not known.
func estimatedWidth(_ text: String, size: Double = 13) -> Double {
  Double(displayWidth(text)) * size * 0.62
}

/// `text`, or its beginning and `…` when it is estimated wider than `width`.
func clipped(_ text: String, toWidth width: Double, size: Double = 13) -> String {
  clipped(text, to: Int(clamping: width / (size * 0.62)))
}

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
