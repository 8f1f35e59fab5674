import Printing

/// Lines in an image: legend, frame with axes, bands, lines, markers.
struct SVGLines {
  private let lines: [DrawableLine]
  private let xAxis: Axis
  private let yAxis: Axis
  private let x: Scale
  private let y: Scale

  private static let height = 260.0

  init(_ lines: [Line], x xAxis: Axis, y yAxis: Axis) {
    let drawable = lines.map { DrawableLine($0, x: xAxis, y: yAxis) }
    let scale = Scale(xAxis, for: drawable.flatMap { $0.points.map(\.x) }, .tight, tickCount: 8)
    self.lines = drawable.map { $0.thinned(toColumns: Int(clamping: SVGFrame.width / 2), of: scale) }
    self.xAxis = xAxis
    self.yAxis = yAxis
    x = scale
    y = Scale(yAxis, for: drawable.flatMap(\.heights), .toTicks, tickCount: 6)
  }

  /// Draws below `start` and returns where the drawing ends.
  func draw(on canvas: inout SVGCanvas, below start: Double) -> Double {
    var end = start
    if lines.count > 1 || lines.contains(where: { !$0.name.isEmpty && $0.name != yAxis.label }) {
      end = drawLegend(on: &canvas, below: end)
    }
    if !yAxis.label.isEmpty {
      canvas.text(
        clipped(yAxis.label, toWidth: SVGFrame.width - 2 * SVGFrame.margin), at: .init(x: SVGFrame.margin, y: end + 14))
      end += 22
    }
    let labels = y.ticks.labels.map { estimatedWidth($0) }.max() ?? 0
    let frame = SVGFrame(left: SVGFrame.margin + labels + 8, top: end + 6, height: Self.height, x: x)
    drawVerticalAxis(of: frame, on: &canvas)
    end = frame.drawHorizontalAxis(labelled: xAxis.label, on: &canvas)
    // Two units more than the frame, so that a line along its edge keeps its thickness.
    let corner = SVGCanvas.Position(x: frame.left - 2, y: frame.top - 2)
    canvas.clipped(to: corner, width: frame.width + 4, height: frame.height + 4) { canvas in
      for (index, line) in lines.enumerated() {
        canvas.group(attributes: "class=\"\(SeriesStyle(index: index).className)\"") { canvas in
          for run in line.runs { drawBand(of: run, in: frame, on: &canvas) }
          for run in line.runs where run.count > 1 {
            let path = "M" + run.map { pair(position($0.x, $0.y, in: frame)) }.joined(separator: "L")
            canvas.path(path, attributes: "class=\"line\"" + SeriesStyle(index: index).dashing)
          }
        }
      }
    }
    for (index, line) in lines.enumerated() { drawMarkers(of: line, index, in: frame, on: &canvas) }
    return end
  }

  private func position(_ x: Double, _ y: Double, in frame: SVGFrame) -> SVGCanvas.Position {
    .init(x: frame.column(x), y: frame.bottom - self.y.position(y) * frame.height)
  }

  private func drawVerticalAxis(of frame: SVGFrame, on canvas: inout SVGCanvas) {
    for (value, text) in zip(y.ticks.values, y.ticks.labels) {
      let row = frame.bottom - y.position(value) * frame.height
      canvas.line(from: .init(x: frame.left, y: row), to: .init(x: frame.left + frame.width, y: row), class: "grid")
      canvas.text(text, at: .init(x: frame.left - 8, y: row + 4.5), .end)
    }
    canvas.line(from: .init(x: frame.left, y: frame.top), to: .init(x: frame.left, y: frame.bottom), class: "axis")
  }

  /// The area between the lows and highs of each stretch of points that have them.
  private func drawBand(of run: [Point], in frame: SVGFrame, on canvas: inout SVGCanvas) {
    for stretch in run.split(whereSeparator: { $0.spread == nil }) {
      let lows = stretch.compactMap { point in point.spread.map { position(point.x, $0.low, in: frame) } }
      let highs = stretch.compactMap { point in point.spread.map { position(point.x, $0.high, in: frame) } }
      if stretch.count == 1 {
        canvas.line(from: lows[0], to: highs[0], class: "line")
      } else {
        let outline = (highs + lows.reversed()).map(pair).joined(separator: "L")
        canvas.path("M\(outline)z", attributes: "class=\"band\"")
      }
    }
  }

  private func drawMarkers(of line: DrawableLine, _ index: Int, in frame: SVGFrame, on canvas: inout SVGCanvas) {
    let style = SeriesStyle(index: index)
    let marked = markedPoints(of: line, index)
    guard !marked.isEmpty else { return }
    canvas.group(attributes: "class=\"\(style.className)\"") { canvas in
      for point in marked {
        canvas.path(style.marker(at: position(point.x, point.y, in: frame)), attributes: "class=\"mark\"")
      }
    }
  }

  private func markedPoints(of line: DrawableLine, _ index: Int) -> [Point] {
    line.markedPoints(limit: 12, index: index, count: lines.count).filter { x.contains($0.x) && y.contains($0.y) }
  }

  /// A sample of each line and its name, in as many rows as they need.
  private func drawLegend(on canvas: inout SVGCanvas, below start: Double) -> Double {
    let (sample, gap) = (34.0, 20.0)
    var (column, row) = (SVGFrame.margin, start + 10)
    for (index, line) in lines.enumerated() {
      let name = clipped(line.name, toWidth: SVGFrame.width - 2 * SVGFrame.margin - sample - 8)
      let width = sample + 8 + estimatedWidth(name)
      if column > SVGFrame.margin, column + width > SVGFrame.width - SVGFrame.margin {
        (column, row) = (SVGFrame.margin, row + 20)
      }
      let style = SeriesStyle(index: index)
      canvas.group(attributes: "class=\"\(style.className)\"") { canvas in
        let path = "M\(pair(.init(x: column, y: row)))h\(coordinate(sample))"
        canvas.path(path, attributes: "class=\"line\"" + style.dashing)
        guard !markedPoints(of: line, index).isEmpty else { return }
        let centre = SVGCanvas.Position(x: column + sample / 2, y: row)
        canvas.path(style.marker(at: centre), attributes: "class=\"mark\"")
      }
      canvas.text(name, at: .init(x: column + sample + 8, y: row + 4.5))
      column += width + gap
    }
    return row + 14
  }
}
