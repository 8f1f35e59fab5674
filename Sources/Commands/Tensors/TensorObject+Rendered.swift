import Printing
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

/// Numbers as they stand under each other: with as many digits behind the point as give the largest four or five
/// digits in all, and no more than any of them needs; in the notation of single numbers when the largest is below
/// 0.001 or 100,000 and more.
func printed(_ numbers: [Float]) -> [String] {
  let largest = numbers.reduce(0) { $1.isFinite ? max($0, $1.magnitude) : $0 }
  guard largest == 0 || (1e-3..<1e5).contains(largest) else { return numbers.map(printedAlone) }
  var (limit, power) = (4, Float(10))
  while largest >= power {
    (limit, power) = (limit - 1, power * 10)
  }
  power = 0.1
  while largest > 0, largest < power {
    (limit, power) = (limit + 1, power / 10)
  }
  let digits = min(limit, numbers.reduce(0) { max($0, digitsBehindPoint($1)) })
  return numbers.map { printed($0, digitsBehindPoint: digits) }
}

/// `nan`, `inf`, or the number as it is printed on its own.
private func printedAlone(_ number: Float) -> String {
  number.isFinite ? format(Double(number)) : printed(number, digitsBehindPoint: 0)
}

/// How many digits behind the point the shortest decimal that reads back as the same float has.
private func digitsBehindPoint(_ number: Float) -> Int {
  guard number.isFinite, number != number.rounded() else { return 0 }
  let parts = number.description.split(separator: "e")
  let fraction = parts[0].split(separator: ".").dropFirst().first ?? ""
  return (fraction == "0" ? 0 : fraction.utf8.count) - (parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
}

/// A number below 100,000 rounded to a few digits behind the point.
private func printed(_ number: Float, digitsBehindPoint digits: Int) -> String {
  let sign = number < 0 ? "-" : ""
  if number.isNaN { return "nan" }
  if number.isInfinite { return sign + "inf" }
  let scale = (0..<digits).reduce(1.0) { scale, _ in scale * 10 }
  let rounded = Int(clamping: (Double(number.magnitude) * scale).rounded())
  guard digits > 0 else { return sign + String(rounded) }
  let text = String(rounded)
  let padded = String(repeating: "0", count: max(0, digits + 1 - text.utf8.count)) + text
  return sign + padded.dropLast(digits) + "." + padded.suffix(digits)
}
