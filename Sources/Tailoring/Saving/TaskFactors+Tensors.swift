import Formats
import Tensors

/// PEFT multiplies every row of a prompt with a task's factors, those of a beginning token too. So that these come out
/// as they are, the folder's rank is one more than ours: the first part of the product is 1 in them and 0 in all learned
/// rows, and the others are 0 in them.
extension TaskFactors {
  /// Of `rowFactors` [tasks × length × rank] and `columnFactors` [tasks × rank × width], behind so many rows of a
  /// beginning.
  init(_ rowFactors: Tensor, _ columnFactors: Tensor, beginning: Int, rank: Int, names: [String]) {
    guard beginning > 0 else {
      self.init(
        tasks: names.count, rank: rank, columns: rowFactors.elements, rows: columnFactors.elements, names: names)
      return
    }
    let first = Self.beginningFactors(beginning, rank: rank + 1)
    let width = columnFactors.columns
    let columns = names.indices.flatMap { task in
      let own = rowFactors.slice(task)
      return first + (0..<own.rows).flatMap { [0] + own.rows($0..<$0 + 1).elements }
    }
    let rows = names.indices.flatMap { task in
      Array(repeating: 1, count: width) + columnFactors.slice(task).elements
    }
    self.init(tasks: names.count, rank: rank + 1, columns: columns, rows: rows, names: names)
  }

  /// The factors of the learned rows alone, which stand behind so many rows of a beginning. Throws
  /// `TailoringError` where these do not come out as they are.
  func tensors(beginning: Int, rows own: Tensor) throws(TailoringError) -> (rows: Tensor, columns: Tensor) {
    let (length, width) = (own.rows, own.columns)
    let columns = Tensor(self.columns, shape: [tasks, beginning + length, rank])
    let rows = Tensor(self.rows, shape: [tasks, rank, width])
    guard beginning > 0 else { return (columns, rows) }
    let first = Self.beginningFactors(beginning, rank: rank)
    var ownColumns: [Float] = []
    var ownRows: [Float] = []
    for task in 0..<tasks {
      let (column, row) = (columns.slice(task), rows.slice(task))
      guard rank > 1, column.rows(0..<beginning).elements == first,
        row.rows(0..<1).elements.allSatisfy({ $0 == 1 }),
        (beginning..<beginning + length).allSatisfy({ column[$0, 0] == 0 })
      else { throw .init(.changedBeginning) }
      ownColumns += (beginning..<beginning + length).flatMap { column.rows($0..<$0 + 1).elements.dropFirst() }
      ownRows += row.rows(1..<rank).elements
    }
    return (
      Tensor(ownColumns, shape: [tasks, length, rank - 1]), Tensor(ownRows, shape: [tasks, rank - 1, width])
    )
  }

  private static func beginningFactors(_ count: Int, rank: Int) -> [Float] {
    (0..<count).flatMap { _ in [1] + Array(repeating: 0, count: rank - 1) }
  }
}
