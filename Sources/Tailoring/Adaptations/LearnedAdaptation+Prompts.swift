import Gradients
import Tensors

extension LearnedAdaptation {
  /// Of a universal prompt the soft prompt of each task, in their order; none for anything else. A task's own are only
  /// the factors that its rows are made with.
  package var prompts: [LearnedAdaptation] {
    guard case .universalPrompt = method else { return [] }
    return fronts.map { softPrompt($0, count: numbersPerTask) }
  }

  /// Of a universal prompt what a new task can be learned with, nil for anything else.
  package var sharedPrompt: SharedPrompt? {
    if case .universalPrompt = method { SharedPrompt(numbers) } else { nil }
  }

  /// What was learned for one task as the soft prompt that it amounts to; anything else as it is.
  var asPrompt: LearnedAdaptation {
    switch method {
    case .taskFactors, .nextPrompt: softPrompt(fronts[0], count: count)
    case .softPrompt, .universalPrompt, .lowRank, .weights: self
    }
  }

  /// Of a universal prompt how many numbers a task has for itself, beside the shared rows; of anything else how many were
  /// learned.
  package var numbersPerTask: Int {
    guard case .universalPrompt(_, _, let tasks) = method else { return count }
    return (numbers[1].count + numbers[2].count) / max(tasks.count, 1)
  }

  private var fronts: [Tensor] { method.fronts(numbers.map { Variable($0) }).map(\.value) }

  private func softPrompt(_ rows: Tensor, count: Int) -> LearnedAdaptation {
    LearnedAdaptation(
      method: .softPrompt(length: rows.rows), numbers: [rows], rowPlace: rowPlace, base: base, count: count)
  }
}
