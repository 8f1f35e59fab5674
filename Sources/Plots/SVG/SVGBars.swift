import Printing

/// Bars in an image, lying: label, value, bar. Labels beside the bars need no legend.
struct SVGBars {
  private let groups: [BarGroup]
  private let categories: String
  private let axis: Axis
  private let scale: Scale
  private let format: NumberFormat

  private static let rowHeight = 26.0

  init(_ bars: [Bar], _ categories: String, _ axis: Axis) {
    groups = BarGroup.groups(of: bars)
    self.categories = categories
    self.axis = axis
    let lengths = bars.flatMap { $0.lengths(over: axis) }
    scale = Scale(axis, for: lengths, .fromZero, tickCount: 6)
    format = NumberFormat(distinguishing: lengths.filter(axis.canPlace))
  }

  /// Draws below `start` and returns where the drawing ends.
  func draw(on canvas: inout SVGCanvas, below start: Double) -> Double {
    var end = start
    if !categories.isEmpty {
      let room = SVGFrame.width - 2 * SVGFrame.margin
      canvas.text(clipped(categories, toWidth: room), at: .init(x: SVGFrame.margin, y: end + 14))
      end += 22
    }
    let bars = groups.flatMap(\.bars)
    let indent = groups.count > 1 ? 14.0 : 0
    let labels = min(indent + (bars.map { estimatedWidth($0.label) }.max() ?? 0), SVGFrame.width / 3)
    let values = bars.map { estimatedWidth(format.text($0.bar.value)) }.max() ?? 0
    let headings = groups.map { group in
      group.heading.isEmpty || (groups.count == 1 && group.heading == axis.label) ? nil : group.heading
    }
    // Headings stand left of the frame too, unless they are very long.
    let widestHeading = headings.compactMap { $0.map { estimatedWidth($0) } }.max() ?? 0
    let left = SVGFrame.margin + max(labels + 12 + values, min(widestHeading, SVGFrame.width / 2)) + 8
    let height = Double(bars.count + headings.compactMap { $0 }.count) * Self.rowHeight + 4
    let frame = SVGFrame(left: left, top: end + 4, height: height, x: scale)
    let axisEnd = frame.drawHorizontalAxis(labelled: axis.label, on: &canvas)

    var row = frame.top + 2
    for (group, heading) in zip(groups, headings) {
      if let heading {
        let room = SVGFrame.width - 2 * SVGFrame.margin
        canvas.text(clipped(heading, toWidth: room), at: .init(x: SVGFrame.margin, y: row + 17.5))
        row += Self.rowHeight
      }
      for bar in group.bars {
        let label = clipped(bar.label, toWidth: labels - indent)
        canvas.text(label, at: .init(x: SVGFrame.margin + indent, y: row + 17.5))
        canvas.text(format.text(bar.bar.value), at: .init(x: frame.left - 8, y: row + 17.5), .end)
        draw(bar, at: row, in: frame, on: &canvas)
        row += Self.rowHeight
      }
    }
    let base = base(in: frame)
    canvas.line(from: .init(x: base, y: frame.top), to: .init(x: base, y: frame.bottom), class: "axis")
    return axisEnd
  }

  /// Where bars start: at 0, or at the lower end of an axis that 0 isn't on.
  private func base(in frame: SVGFrame) -> Double {
    axis.spacing == .linear && scale.contains(0) ? frame.column(0) : frame.left
  }

  private func draw(_ bar: BarGroup.LabelledBar, at row: Double, in frame: SVGFrame, on canvas: inout SVGCanvas) {
    guard axis.canPlace(bar.bar.value) else { return }
    let column = { (value: Double) in frame.left + max(0, min(scale.position(value), 1)) * frame.width }
    let (base, end) = (base(in: frame), column(bar.bar.value))
    canvas.rectangle(
      at: .init(x: min(base, end), y: row + 4), width: max(base, end) - min(base, end), height: Self.rowHeight - 8,
      attributes: "class=\"\(SeriesStyle(index: bar.series).className)\" fill=\"currentColor\"")
    guard let spread = bar.bar.drawableSpread(over: axis) else { return }
    let (low, high, middle) = (
      coordinate(column(spread.low)), coordinate(column(spread.high)), row + Self.rowHeight / 2
    )
    let ends = "M\(low) \(coordinate(middle - 5))v10M\(high) \(coordinate(middle - 5))v10"
    let whisker = "M\(low) \(coordinate(middle))H\(high)\(ends)"
    // The halo keeps the part on the bar visible.
    for name in ["halo", "whisker"] { canvas.path(whisker, attributes: "class=\"\(name)\"") }
  }
}
