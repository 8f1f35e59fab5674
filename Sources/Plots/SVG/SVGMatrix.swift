import Printing

/// A matrix in an image: every number on a square shaded by its size.
struct SVGMatrix {
  private let matrix: Matrix
  private let scale: Scale
  private let format: NumberFormat

  private static let rowHeight = 30.0

  init(_ matrix: Matrix) {
    self.matrix = matrix
    let numbers = matrix.shadedNumbers.map(\.number)
    scale = Scale(matrix.values, for: numbers, .tight, tickCount: 2)
    format = NumberFormat(distinguishing: numbers)
  }

  /// Draws below `start` and returns where the drawing ends. Columns that find no room beside the others continue
  /// below them.
  func draw(on canvas: inout SVGCanvas, below start: Double) -> Double {
    let labels = min(
      (matrix.rows + [matrix.rowLabel]).map { estimatedWidth($0) }.max() ?? 0, SVGFrame.width / 3)
    let left = SVGFrame.margin + labels + 10
    let room = SVGFrame.width - SVGFrame.margin - left
    let numberWidth = (matrix.shadedNumbers.map { estimatedWidth(format.text($0.number)) }.max() ?? 0) + 12
    let perBlock = max(1, min(matrix.columns.count, Int(clamping: room / max(44, numberWidth))))
    let cellWidth = min(room / Double(perBlock), 130)
    let isNumbered = matrix.columns.contains { estimatedWidth($0) > cellWidth - 6 }

    var end = start
    for first in stride(from: 0, to: matrix.columns.count, by: perBlock) {
      let columns = first..<min(first + perBlock, matrix.columns.count)
      if !matrix.columnLabel.isEmpty {
        canvas.text(clipped(matrix.columnLabel, toWidth: room), at: .init(x: left, y: end + 14))
        end += 20
      }
      canvas.text(clipped(matrix.rowLabel, toWidth: labels), at: .init(x: SVGFrame.margin, y: end + 14))
      for (place, column) in columns.enumerated() {
        let middle = left + (Double(place) + 0.5) * cellWidth
        canvas.text(isNumbered ? "\(column + 1)" : matrix.columns[column], at: .init(x: middle, y: end + 14), .middle)
      }
      end += 22
      for (row, name) in matrix.rows.enumerated() {
        canvas.text(clipped(name, toWidth: labels), at: .init(x: SVGFrame.margin, y: end + 19.5))
        for (place, column) in columns.enumerated() {
          let corner = SVGCanvas.Position(x: left + Double(place) * cellWidth, y: end)
          draw(matrix.number(row: row, column: column), at: corner, width: cellWidth, on: &canvas)
        }
        end += Self.rowHeight
      }
      end += 8
    }
    return drawKey(isNumbered, on: &canvas, below: end)
  }

  private func draw(_ number: Double, at corner: SVGCanvas.Position, width: Double, on canvas: inout SVGCanvas) {
    let middle = SVGCanvas.Position(x: corner.x + width / 2, y: corner.y + 19.5)
    guard matrix.values.canPlace(number) else {
      canvas.text("–", at: middle, .middle)
      return
    }
    // Never so dark that the number on it, in the colour of text, gets hard to read.
    let opacity = 0.06 + 0.49 * max(0, min(scale.position(number), 1))
    canvas.rectangle(
      at: .init(x: corner.x + 1, y: corner.y + 1), width: width - 2, height: Self.rowHeight - 2,
      attributes: "class=\"s0\" fill=\"currentColor\" fill-opacity=\"\(coordinate(opacity, decimals: 2))\"")
    canvas.text(format.text(number), at: middle, .middle)
  }

  private func drawKey(_ isNumbered: Bool, on canvas: inout SVGCanvas, below start: Double) -> Double {
    let columns = isNumbered ? matrix.columns.enumerated().map { "\($0.offset + 1) \($0.element)" } : []
    let label = matrix.values.label.isEmpty ? [] : ["Shade: \(matrix.values.label)"]
    let page = TextPage.image(size: 13)
    var end = start
    for line in page.wrapped(columns, separator: "; ") + label.map({ page.clipped($0, to: page.width) }) {
      end += 18
      canvas.text(line, at: .init(x: SVGFrame.margin, y: end))
    }
    return end
  }
}
