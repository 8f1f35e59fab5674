/// Numbers in rows and columns, such as the score on each task (columns) after learning each (rows).
package struct Matrix: Equatable, Sendable {
  package var rowLabel: String
  package var rows: [String]
  package var columnLabel: String
  package var columns: [String]
  /// What the numbers are, and the range that their shades span.
  package var values: Axis
  /// `numbers[row][column]`. Missing ones leave an empty place, as NaN does, but are not missed; superfluous ones are
  /// not drawn.
  package var numbers: [[Double]]

  package init(
    rowLabel: String, rows: [String], columnLabel: String, columns: [String], values: Axis, numbers: [[Double]]
  ) {
    self.rowLabel = rowLabel
    self.rows = rows
    self.columnLabel = columnLabel
    self.columns = columns
    self.values = values
    self.numbers = numbers
  }

  func number(row: Int, column: Int) -> Double {
    guard numbers.indices.contains(row), numbers[row].indices.contains(column) else { return .nan }
    return numbers[row][column]
  }

  /// All numbers that have a shade, row by row, with their places.
  var shadedNumbers: [(row: Int, column: Int, number: Double)] {
    rows.indices.flatMap { row in columns.indices.map { (row, $0, number(row: row, column: $0)) } }
      .filter { values.canPlace($0.number) }
  }
}
