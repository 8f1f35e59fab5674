import Printing

/// A matrix in characters: every number beside a shade of its size, in blocks of as many columns as the page has room
/// for.
struct TextMatrix {
  private let page: TextPage
  private let matrix: Matrix
  private let format: NumberFormat
  private let scale: Scale
  private let rowWidth: Int
  private let cellWidth: Int
  /// Columns whose labels don't fit are numbered, and the numbers explained below.
  private let isNumbered: Bool

  init(_ matrix: Matrix, on page: TextPage) {
    let numbers = matrix.shadedNumbers.map(\.number)
    self.page = page
    self.matrix = matrix
    format = NumberFormat(distinguishing: numbers)
    scale = Scale(matrix.values, for: numbers, .tight, tickCount: 2)
    let labels = matrix.rows + [matrix.rowLabel]
    rowWidth = min(labels.map(displayWidth).max() ?? 0, page.width / 3)
    let numberWidth = 3 + (numbers.map { [format] in format.text($0).utf8.count }.max() ?? 0)
    let roomEach = (page.width - rowWidth) / max(1, matrix.columns.count) - 2
    let widestLabel = matrix.columns.map(displayWidth).max() ?? 0
    isNumbered = widestLabel > max(roomEach, numberWidth)
    cellWidth = min(isNumbered ? numberWidth : max(numberWidth, widestLabel), page.width - rowWidth - 2)
  }

  var rows: [String] {
    let perBlock = max(1, (page.width - rowWidth) / (cellWidth + 2))
    let starts = stride(from: 0, to: matrix.columns.count, by: perBlock)
    let blocks = starts.map { block(of: $0..<min($0 + perBlock, matrix.columns.count)) }
    return Array(blocks.joined(separator: [""])) + key
  }

  private func block(of columns: Range<Int>) -> [String] {
    let heading = columns.map { column in
      "  " + page.rightFitted(isNumbered ? "\(column + 1)" : matrix.columns[column], to: cellWidth)
    }
    var rows: [String] = []
    if !matrix.columnLabel.isEmpty {
      let room = page.width - rowWidth - 2
      rows.append(String(repeating: " ", count: rowWidth + 2) + page.clipped(matrix.columnLabel, to: room))
    }
    rows.append(page.fitted(matrix.rowLabel, to: rowWidth) + heading.joined())
    for row in matrix.rows.indices {
      let cells = columns.map { "  " + cell(matrix.number(row: row, column: $0)) }
      rows.append(page.fitted(matrix.rows[row], to: rowWidth) + cells.joined())
    }
    return rows
  }

  private func cell(_ number: Double) -> String {
    guard matrix.values.canPlace(number) else { return page.rightFitted(page.glyphs.missing, to: cellWidth) }
    let text = page.rightFitted(format.text(number), to: cellWidth - 3)
    return page.coloured(String(repeating: shade(number), count: 2), series: 0) + " " + text
  }

  private func shade(_ number: Double) -> Character {
    let shades = page.glyphs.shades
    let position = max(0, min(scale.position(number), 1))
    return shades[min(Int(clamping: position * Double(shades.count)), shades.count - 1)]
  }

  private var key: [String] {
    let columns = isNumbered ? matrix.columns.enumerated().map { "\($0.offset + 1) \($0.element)" } : []
    let lowest = matrix.shadedNumbers.map(\.number).min() ?? 0
    let shades = page.glyphs.shades
    let low = matrix.values.usableRange?.lowerBound ?? lowest
    let high = matrix.values.usableRange?.upperBound ?? (matrix.shadedNumbers.map(\.number).max() ?? 0)
    let label = matrix.values.label.isEmpty ? [] : [matrix.values.label + ":"]
    let shading = label + ["\(format.text(low)) \(String(shades)) \(format.text(high))"]
    return page.wrapped(columns, separator: "   ") + (low < high ? page.wrapped(shading, separator: " ") : [])
  }
}
