import Printing

extension Plot {
  /// The plot as a screen reader can read it: title, summary, and a plain table of a few of the numbers, at most
  /// `width` columns wide (from 20 on). No newline at the end.
  package func accessibleText(width: Int) -> String {
    let page = TextPage(width: max(20, width), height: 0, glyphs: .ascii, isColoured: false)
    let plot = cleaned
    let table = PlainTable(plot, on: page)
    return (page.wrapped(plot.title) + page.wrapped(plot.summary) + plot.notes.flatMap(page.wrapped) + table.lines)
      .joined(separator: "\n")
  }
}

/// A few of the numbers of a plot in aligned columns, without rules.
private struct PlainTable {
  private let page: TextPage
  private let rows: [[String]]
  private let isNumeric: [Bool]

  /// At most this many points of a line are shown.
  private static let pointLimit = 6

  init(_ plot: Plot, on page: TextPage) {
    self.page = page
    switch plot.content {
    case .lines(let lines, let x, let y): (rows, isNumeric) = Self.rows(of: lines, x, y)
    case .bars(let bars, let categories, let values): (rows, isNumeric) = Self.rows(of: bars, categories, values)
    case .matrix(let matrix): (rows, isNumeric) = Self.rows(of: matrix)
    }
  }

  private static func rows(of lines: [Line], _ x: Axis, _ y: Axis) -> ([[String]], [Bool]) {
    let drawable = lines.map { DrawableLine($0, x: x, y: y) }
    let xFormat = NumberFormat(distinguishing: drawable.flatMap { $0.points.map(\.x) })
    let yFormat = NumberFormat(distinguishing: drawable.flatMap(\.heights))
    let isNamed = lines.count > 1
    let isSpread = drawable.contains { $0.points.contains { $0.spread != nil } }
    let header =
      (isNamed ? ["line"] : []) + [x.label.isEmpty ? "x" : x.label, y.label.isEmpty ? "y" : y.label]
      + (isSpread ? ["lowest", "highest"] : [])
    let body = drawable.flatMap { line in
      evenly(line.points).map { point in
        let spread = [point.spread?.low, point.spread?.high].map { $0.map(yFormat.text) ?? "" }
        return (isNamed ? [line.name] : []) + [xFormat.text(point.x), yFormat.text(point.y)] + (isSpread ? spread : [])
      }
    }
    return (body.isEmpty ? [] : [header] + body, header.indices.map { !isNamed || $0 > 0 })
  }

  /// The first, the last, and points evenly spaced between them.
  private static func evenly(_ points: [Point]) -> [Point] {
    guard points.count > pointLimit else { return points }
    return (0..<pointLimit).map { points[$0 * (points.count - 1) / (pointLimit - 1)] }
  }

  private static func rows(of bars: [Bar], _ categories: String, _ axis: Axis) -> ([[String]], [Bool]) {
    let format = NumberFormat(distinguishing: bars.flatMap { $0.lengths(over: axis) })
    let spreads = bars.map { $0.drawableSpread(over: axis) }
    let isSpread = spreads.contains { $0 != nil }
    let hasNames = Set(bars.map(\.name)).count > 1
    let header =
      [categories.isEmpty ? "category" : categories] + (hasNames ? ["name"] : [])
      + [axis.label.isEmpty ? "value" : axis.label] + (isSpread ? ["lowest", "highest"] : [])
    let body = zip(bars, spreads).map { bar, spread in
      [bar.category] + (hasNames ? [bar.name] : []) + [format.text(bar.value)]
        + (isSpread ? [spread?.low, spread?.high].map { $0.map(format.text) ?? "" } : [])
    }
    return (body.isEmpty ? [] : [header] + body, header.indices.map { $0 > (hasNames ? 1 : 0) })
  }

  private static func rows(of matrix: Matrix) -> ([[String]], [Bool]) {
    let format = NumberFormat(distinguishing: matrix.shadedNumbers.map(\.number))
    let header = [
      matrix.rowLabel.isEmpty ? "row" : matrix.rowLabel, matrix.columnLabel.isEmpty ? "column" : matrix.columnLabel,
      matrix.values.label.isEmpty ? "value" : matrix.values.label,
    ]
    let body = matrix.rows.indices.flatMap { row in
      matrix.columns.indices.map { column in
        [matrix.rows[row], matrix.columns[column], format.text(matrix.number(row: row, column: column))]
      }
    }
    return (body.isEmpty ? [] : [header] + body, [false, false, true])
  }

  var lines: [String] {
    guard !rows.isEmpty else { return [] }
    let widths = isNumeric.indices.map { column in rows.map { displayWidth($0[column]) }.max() ?? 0 }
    guard widths.reduce(0, +) + 2 * (widths.count - 1) <= page.width else { return sentences }
    return rows.map { row in
      let cells = row.indices.map { column in
        isNumeric[column]
          ? page.rightFitted(row[column], to: widths[column]) : page.fitted(row[column], to: widths[column])
      }
      return cells.joined(separator: "  ")
    }
  }

  /// The rows as lists of name and number, for a page that is too narrow for columns.
  private var sentences: [String] {
    rows.dropFirst().flatMap { row in
      page.wrapped(zip(rows[0], row).filter { !$0.1.isEmpty }.map { "\($0) \($1)" }, separator: ", ")
    }
  }
}
