import Printing

/// Bars in characters, lying, a row each: label, value, bar.
struct TextBars {
  private let page: TextPage
  private let groups: [BarGroup]
  private let categories: String
  private let axis: Axis
  private let scale: Scale
  private let indent: Int
  private let labelWidth: Int
  private let values: [[String]]
  private let valueWidth: Int
  private let columns: Int

  init(_ bars: [Bar], _ categories: String, _ axis: Axis, on page: TextPage) {
    let groups = BarGroup.groups(of: bars)
    let lengths = bars.flatMap { $0.lengths(over: axis) }
    let format = NumberFormat(distinguishing: lengths.filter(axis.canPlace))
    let written = { (isSpreadShown: Bool) in
      groups.map { group in
        group.bars.map { bar in
          let spread = isSpreadShown ? bar.bar.drawableSpread(over: axis) : nil
          let range = spread.map { " (\(format.text($0.low))..\(format.text($0.high)))" } ?? ""
          return format.text(bar.bar.value) + range
        }
      }
    }
    let widest = { (texts: [[String]]) in texts.flatMap { $0.map(displayWidth) }.max() ?? 0 }
    let indent = groups.count > 1 ? 2 : 0
    let labels = groups.flatMap { $0.bars.map { displayWidth($0.label) } }.max() ?? 0
    let labelWidth = min(labels + indent, page.width / 3)
    // Spreads only where the bars keep half of what is left.
    let room = page.width - labelWidth - 3
    values = widest(written(true)) <= room / 2 ? written(true) : written(false)

    self.page = page
    self.groups = groups
    self.categories = categories
    self.axis = axis
    self.indent = indent
    self.labelWidth = labelWidth
    valueWidth = min(widest(values), room / 2)
    columns = room - valueWidth
    scale = Scale(axis, for: lengths, .fromZero, tickCount: max(2, columns / 10))
  }

  private var gutter: Int { labelWidth + 1 + valueWidth + 1 }

  var rows: [String] {
    var rows = categories.isEmpty ? [] : [page.clipped(categories, to: page.width)]
    for (group, texts) in zip(groups, values) {
      if !group.heading.isEmpty, groups.count > 1 || group.heading != axis.label {
        rows.append(page.clipped(group.heading, to: page.width))
      }
      for (bar, text) in zip(group.bars, texts) {
        let label = String(repeating: " ", count: indent) + page.fitted(bar.label, to: labelWidth - indent)
        let value = page.rightFitted(text, to: valueWidth)
        rows.append(
          "\(label) \(value) \(page.glyphs.vertical)"
            + page.coloured(trimmingTrailingSpaces(cells(of: bar.bar)), series: bar.series))
      }
    }
    let ticks = zip(scale.ticks.values, scale.ticks.labels).map { (column: column(of: $0), label: $1) }
    rows += page.horizontalAxis(gutter: gutter, columns: columns, ticks: ticks)
    if !axis.label.isEmpty { rows.append(page.centred(axis.label, from: gutter + 1)) }
    return rows
  }

  /// The cell at whose left edge a value stands.
  private func column(of value: Double) -> Int {
    max(0, min(Int(clamping: (scale.position(value) * Double(columns)).rounded()), columns - 1))
  }

  /// The bar from 0, or from the lower end of the axis when 0 isn't on it, in eighths of a cell.
  private func cells(of bar: Bar) -> String {
    guard axis.canPlace(bar.value) else { return "" }
    let eighths = { (position: Double) in Int(clamping: (max(0, min(position, 1)) * Double(columns * 8)).rounded()) }
    let hasZero = axis.spacing == .linear && scale.contains(0)
    // Bars start at the edge of a cell, so that those to the left of it end cleanly.
    let baseCell = hasZero ? column(of: 0) : 0
    let base = baseCell * 8
    let end = eighths(scale.position(bar.value))
    let (left, right) = (min(base, end), max(base, end))
    return String(
      (0...min(max(right / 8, baseCell), columns - 1)).map { cell in
        let block = page.glyphs.block(from: left - cell * 8, to: right - cell * 8)
        // Where bars go both ways, 0 is drawn also beside empty ones.
        return block == " " && cell == baseCell && base > 0 ? page.glyphs.vertical : block
      })
  }
}

/// A bar for a part of a whole, between 0 and 1, in eighths of a column; none for NaN.
package func bar(_ part: Double, columns: Int = 20) -> String {
  let eighths = Int(clamping: (max(0, min(part, 1)) * Double(columns * 8)).rounded())
  return trimmingTrailingSpaces(String((0..<columns).map { Glyphs.unicode.block(from: 0, to: eighths - $0 * 8) }))
}
