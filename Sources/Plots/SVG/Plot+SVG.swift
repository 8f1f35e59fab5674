extension Plot {
  /// The plot as an image of its own: no script, no fonts or styles from elsewhere, no ids, so that it can also stand in a page
  /// beside others. Light or dark as the reader prefers, light on paper. Ends in a newline.
  package func svg() -> String {
    let plot = cleaned
    var canvas = SVGCanvas()
    var y = 12.0
    for line in TextPage.image(size: 16).wrapped(plot.title) {
      y += 22
      canvas.text(line, at: .init(x: SVGFrame.margin, y: y), class: "title")
    }
    y += 12
    switch plot.content {
    case .lines(let lines, let xAxis, let yAxis): y = SVGLines(lines, x: xAxis, y: yAxis).draw(on: &canvas, below: y)
    case .bars(let bars, let categories, let values): y = SVGBars(bars, categories, values).draw(on: &canvas, below: y)
    case .matrix(let matrix): y = SVGMatrix(matrix).draw(on: &canvas, below: y)
    }
    for line in plot.notes.flatMap(TextPage.image(size: 13).wrapped) {
      y += 18
      canvas.text(line, at: .init(x: SVGFrame.margin, y: y))
    }
    return image(
      of: canvas, titled: plot.title, described: ([plot.summary] + plot.notes).joined(separator: " "), y + 14)
  }

  private func image(of canvas: SVGCanvas, titled title: String, described text: String, _ height: Double) -> String {
    let size = "\(coordinate(SVGFrame.width)) \(coordinate(height))"
    let lines =
      [
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"plot\" role=\"img\" "
          + "width=\"\(coordinate(SVGFrame.width))\" height=\"\(coordinate(height))\" viewBox=\"0 0 \(size)\">",
        "<title>\(escaped(title.isEmpty ? "Plot" : title))</title>",
        "<desc>\(escaped(text))</desc>",
        "<style>", SeriesStyle.sheet, "</style>",
        "<rect class=\"paper\" width=\"100%\" height=\"100%\"/>",
      ] + canvas.elements + ["</svg>"]
    return lines.joined(separator: "\n") + "\n"
  }
}

extension TextPage {
  /// A page of as many columns as a line of an image has room for in a font of `size`.
  static func image(size: Double) -> TextPage {
    let width = Int((SVGFrame.width - 2 * SVGFrame.margin) / estimatedWidth("x", size: size))
    return TextPage(width: width, height: 0, glyphs: .unicode, isColoured: false)
  }
}
