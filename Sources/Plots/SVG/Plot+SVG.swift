import Printing

extension Plot {
  /// The plot as an image of its own: no script, no fonts or styles from elsewhere, no ids, so that it can also stand
  /// in a page beside others. Light or dark as the reader prefers, light on paper. Ends in a newline.
  package func svg() -> String {
    let plot = cleaned
    var canvas = SVGCanvas()
    var y = 12.0
    for line in TextPage.image(size: 16).wrapped(plot.title) {
      y += 22
      canvas.text(line, at: .init(x: SVGFrame.margin, y: y), class: "title")
    }
    y = plot.draw(on: &canvas, below: y + 12)
    for line in plot.notes.flatMap(TextPage.image(size: 13).wrapped) {
      y += 18
      canvas.text(line, at: .init(x: SVGFrame.margin, y: y))
    }
    return image(
      of: canvas, titled: plot.title, described: ([plot.summary] + plot.notes).joined(separator: " "), y + 14)
  }

  /// Draws what stands between title and notes below `start`, and returns where it ends.
  private func draw(on canvas: inout SVGCanvas, below start: Double) -> Double {
    guard hasMarks else {
      var end = start
      for line in TextPage.image(size: 13).wrapped(summary) {
        end += 18
        canvas.text(line, at: .init(x: SVGFrame.margin, y: end))
      }
      return end
    }
    return switch content {
    case .lines(let lines, let x, let y): SVGLines(lines, x: x, y: y).draw(on: &canvas, below: start)
    case .bars(let bars, let categories, let values): SVGBars(bars, categories, values).draw(on: &canvas, below: start)
    case .matrix(let matrix): SVGMatrix(matrix).draw(on: &canvas, below: start)
    }
  }

  private func image(of canvas: SVGCanvas, titled title: String, described text: String, _ height: Double) -> String {
    let size = "\(coordinate(SVGFrame.width)) \(coordinate(height))"
    let lines =
      [
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"plot\" role=\"img\" "
          + "width=\"\(coordinate(SVGFrame.width))\" height=\"\(coordinate(height))\" viewBox=\"0 0 \(size)\">",
        "<title>\(markupEscaped(title.isEmpty ? "Plot" : title))</title>",
        "<desc>\(markupEscaped(text))</desc>",
        "<style>", SeriesStyle.sheet, "</style>",
        "<rect class=\"paper\" width=\"100%\" height=\"100%\"/>",
      ] + canvas.elements + ["</svg>"]
    return lines.joined(separator: "\n") + "\n"
  }
}

extension TextPage {
  /// A page of as many columns as a line of an image has room for in a font of `size`.
  static func image(size: Double) -> TextPage {
    let width = Int(clamping: (SVGFrame.width - 2 * SVGFrame.margin) / estimatedWidth("x", size: size))
    return TextPage(width: width, height: 0, glyphs: .unicode, isColoured: false)
  }
}
