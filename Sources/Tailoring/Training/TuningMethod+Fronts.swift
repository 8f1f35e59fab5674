import Gradients
import Tensors

/// Rows [length × width] of a soft prompt that are used and no longer learned; equal when their bits are.
package struct FrozenRows: Equatable, Sendable {
  package let rows: Tensor

  package init(_ rows: Tensor) { self.rows = rows }

  package static func == (left: FrozenRows, right: FrozenRows) -> Bool { left.rows.hasSameBits(as: right.rows) }
}

/// What a universal prompt offers to a new task: the rows that its tasks share, and factors to start from.
package struct SharedPrompt: Equatable, Sendable {
  /// [length × width].
  package let rows: FrozenRows
  /// [length × rank]: a factor for each row.
  package let rowFactors: FrozenRows
  /// [rank × width]: a factor for each column.
  package let columnFactors: FrozenRows

  /// Of the numbers of a universal prompt, in the order of `TuningMethod.places`: a new task starts from the mean of
  /// the old ones' factors.
  init(_ numbers: [Tensor]) {
    rows = FrozenRows(numbers[0])
    rowFactors = FrozenRows(numbers[1].mean(axis: 0))
    columnFactors = FrozenRows(numbers[2].mean(axis: 0))
  }
}

extension TuningMethod {
  /// The rows in front of the input that learned numbers, given in the order of `places`, amount to, for each task;
  /// none where the model itself is changed. With several tasks, those of task t are P ∘ (Uₜ Vₜ).
  func fronts(_ numbers: [Variable]) -> [Variable] {
    switch self {
    case .softPrompt: [numbers[0]]
    case .universalPrompt(_, _, let tasks):
      tasks.indices.map { numbers[0].multiplied(byProductOf: numbers[1].slice($0), and: numbers[2].slice($0)) }
    case .taskFactors(let shared):
      [Variable(shared.rows.rows).multiplied(byProductOf: numbers[0], and: numbers[1])]
    case .nextPrompt(_, let earlier): [.concatenating([numbers[0], Variable(earlier.rows)])]
    case .lowRank, .weights: []
    }
  }

  /// The number of rows of each front.
  var frontLengths: [Int] {
    switch self {
    case .softPrompt(let length): [length]
    case .universalPrompt(let length, _, let tasks): tasks.map { _ in length }
    case .taskFactors(let shared): [shared.rows.rows.rows]
    case .nextPrompt(let length, let earlier): [length + earlier.rows.rows]
    case .lowRank, .weights: []
    }
  }
}

extension Variable {
  /// The receiver [rows × columns] times the product of [rows × rank] and [rank × columns], number by number.
  fileprivate func multiplied(byProductOf left: Variable, and right: Variable) -> Variable {
    guard let result = combined(.multiply, with: left.multiplied(by: right)) else {
      preconditionFailure("a factor for every row and every column")
    }
    return result
  }
}
