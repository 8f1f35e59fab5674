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
    elements.append("<text x=\"\(x)\" y=\"\(y)\"\(anchoring)\(styling)>\(escaped(text))</text>")
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

/// `text` with the characters replaced that mean something to XML.
func escaped(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "\"": result += "&quot;"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}

/// How wide a text is in a common font, estimated generously: the reader's font is not known.
func estimatedWidth(_ text: String, size: Double = 13) -> Double {
  Double(displayWidth(text)) * size * 0.62
}

/// `text`, or its beginning and `…` when it is estimated wider than `width`.
func clipped(_ text: String, toWidth width: Double, size: Double = 13) -> String {
  clipped(text, to: Int(width / (size * 0.62)), ellipsis: "…")
}
