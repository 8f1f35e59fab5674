import Printing

extension Plot {
  /// The numbers of the plot as RFC 4180 has them: a header and a row for each point, bar or cell, in the order
  /// given, each ended by CR LF. Numbers are the shortest that read back as the same; those that are not finite are
  /// `nan`, `inf`, `-inf`.
  package func csv() -> String {
    let rows =
      switch content {
      case .lines(let lines, let x, let y): Self.rows(of: lines, x, y)
      case .bars(let bars, let categories, let values): Self.rows(of: bars, categories, values)
      case .matrix(let matrix): Self.rows(of: matrix)
      }
    return commaSeparated(rows)
  }

  private static func rows(of lines: [Line], _ x: Axis, _ y: Axis) -> [[String]] {
    let isSpread = lines.contains { $0.points.contains { $0.spread != nil } }
    let header = ["line", named(x.label, or: "x"), named(y.label, or: "y")] + (isSpread ? ["low", "high"] : [])
    let body = lines.flatMap { line in
      line.points.map { [line.name, text($0.x), text($0.y)] + (isSpread ? fields(of: $0.spread) : []) }
    }
    return [header] + body
  }

  private static func rows(of bars: [Bar], _ categories: String, _ axis: Axis) -> [[String]] {
    let isSpread = bars.contains { $0.spread != nil }
    let header =
      ["name", named(categories, or: "category"), named(axis.label, or: "value")] + (isSpread ? ["low", "high"] : [])
    let body = bars.map { [$0.name, $0.category, text($0.value)] + (isSpread ? fields(of: $0.spread) : []) }
    return [header] + body
  }

  private static func rows(of matrix: Matrix) -> [[String]] {
    let header = [
      named(matrix.rowLabel, or: "row"), named(matrix.columnLabel, or: "column"),
      named(matrix.values.label, or: "value"),
    ]
    let body = matrix.rows.indices.flatMap { row in
      matrix.columns.indices.map { column in
        [matrix.rows[row], matrix.columns[column], text(matrix.number(row: row, column: column))]
      }
    }
    return [header] + body
  }

  private static func fields(of spread: Spread?) -> [String] {
    spread.map { [text($0.low), text($0.high)] } ?? ["", ""]
  }

  private static func named(_ label: String, or fallback: String) -> String { label.isEmpty ? fallback : label }

  private static func text(_ number: Double) -> String {
    let text = number.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
