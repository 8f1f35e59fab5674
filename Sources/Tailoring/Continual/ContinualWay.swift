/// A way to learn one task after the other.
package enum ContinualWay: Equatable, Sendable {
  /// A new soft prompt for each task, in front of those of the earlier ones, which stay as they are (progressive
  /// prompts, Razdaibiedina et al. 2023). A task is asked about with the prompts that there were when it was learned.
  case nextPrompts(length: Int)
  /// One soft prompt that is trained on and on.
  case onePrompt(length: Int)
  /// All weights, trained on and on. Of the examples of each task but the first, the part `replay` is replaced by
  /// examples of the earlier tasks (experience replay, Chaudhry et al. 2019); 0 for none.
  case weights(replay: Double)

  /// The rows in front of a question, once so many tasks are learned.
  func frontLength(tasks: Int) -> Int {
    switch self {
    case .nextPrompts(let length): length * tasks
    case .onePrompt(let length): length
    case .weights: 0
    }
  }
}

/// How each task is learned.
package struct ContinualSettings: Equatable, Sendable {
  package var steps: Int
  /// Examples a step.
  package var batch: Int
  /// The rate of prompts, and that of weights, at its highest.
  package var promptRate: Double
  package var weightsRate: Double

  package init(steps: Int, batch: Int, promptRate: Double, weightsRate: Double) {
    self.steps = steps
    self.batch = batch
    self.promptRate = promptRate
    self.weightsRate = weightsRate
  }
}
