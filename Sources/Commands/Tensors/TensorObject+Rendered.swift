import Script
import Tensors

extension TensorObject {
  /// The shape, then the numbers in columns: a vector as a row, more than two axes as matrices under their indices.
  /// What does not fit is left out of the middle, with `…` in its place.
  package func rendered(width: Int) -> String {
    guard number == nil else { return summary }
    let table = ShownNumbers(tensor, width: width)
    return ([summary] + table.lines).joined(separator: "\n")
  }
}

/// The numbers of a tensor that are shown, as text.
private struct ShownNumbers {
  /// Matrices, and rows of a matrix, beyond this are left out of the middle.
  private static let maximumMatrices = 4
  private static let maximumRows = 10

  private let tensor: Tensor
  private let matrices: Shown
  private let rows: Shown
  private let columns: Shown
  /// The texts of the shown numbers, in order.
  private let cells: [String]
  private let cellWidth: Int

  init(_ tensor: Tensor, width: Int) {
    self.tensor = tensor
    let rowsOfMatrix = tensor.shape.rank < 2 ? 1 : tensor.shape[tensor.shape.rank - 2]
    matrices = Shown(tensor.rows / rowsOfMatrix, limit: Self.maximumMatrices)
    rows = Shown(rowsOfMatrix, limit: Self.maximumRows)
    // How wide a number is shows only once the numbers are chosen: at first as many as fit with a digit each.
    let candidates = Shown(tensor.columns, limit: max(2, (width + 2) / 3))
    var numbers: [Float] = []
    for matrix in matrices.indices {
      for row in rows.indices {
        for column in candidates.indices { numbers.append(tensor[matrix * rowsOfMatrix + row, column]) }
      }
    }
    let texts = printed(numbers)
    let cellWidth = texts.map(\.utf8.count).max() ?? 0
    let fits = (width + 2) / (cellWidth + 2)
    // The `…` takes three columns of the terminal.
    columns = Shown(tensor.columns, limit: fits >= tensor.columns ? fits : max(2, (width - 1) / (cellWidth + 2)))
    let places = columns.indices.compactMap { candidates.indices.firstIndex(of: $0) }
    cells = stride(from: 0, to: texts.count, by: candidates.indices.count).flatMap { start in
      places.map { texts[start + $0] }
    }
    self.cellWidth = cellWidth
  }

  var lines: [String] {
    let perMatrix = rows.indices.count * columns.indices.count
    var lines: [String] = []
    for (number, matrix) in matrices.indices.enumerated() {
      if number == matrices.gap { lines.append("…") }
      if matrices.total > 1 { lines.append(heading(ofMatrix: matrix)) }
      lines += rowLines(cells[number * perMatrix..<(number + 1) * perMatrix])
    }
    return lines
  }

  private func rowLines(_ cells: ArraySlice<String>) -> [String] {
    let perRow = columns.indices.count
    var lines: [String] = []
    for row in 0..<rows.indices.count {
      if row == rows.gap { lines.append("…") }
      var texts = cells.dropFirst(row * perRow).prefix(perRow).map {
        String(repeating: " ", count: cellWidth - $0.utf8.count) + $0
      }
      if let gap = columns.gap { texts.insert("…", at: gap) }
      lines.append(texts.joined(separator: "  "))
    }
    return lines
  }

  /// `[1][0]`: how the matrix is reached from the tensor.
  private func heading(ofMatrix index: Int) -> String {
    var rest = index
    return tensor.shape.sizes.dropLast(2).reversed().reduce("") { path, size in
      defer { rest /= size }
      return "[\(rest % size)]" + path
    }
  }
}

/// Which of `total` things are shown: all, or `limit` of them, the first ones and the last ones.
private struct Shown {
  let total: Int
  let indices: [Int]
  /// How many are shown in front of those that are left out.
  let gap: Int?

  init(_ total: Int, limit: Int) {
    self.total = total
    guard total > limit else {
      (indices, gap) = (Array(0..<total), nil)
      return
    }
    let first = (limit + 1) / 2
    (indices, gap) = (Array(0..<first) + Array(total - limit / 2..<total), first)
  }
}
