/// Why a model can't be tuned, or tuning can't go on.
package indirect enum TuningError: Error, Equatable {
  /// Which examples are meant.
  package enum Part: Equatable, Sendable {
    /// Those to learn from.
    case training
    /// Those to choose by.
    case development
  }

  /// A label as it stands in the task of a name.
  package struct LabelSpelling: Equatable, Sendable {
    package let label: String
    package let task: String

    package init(_ label: String, in task: String) {
      self.label = label
      self.task = task
    }
  }

  case noExamples(Part)
  /// There is nothing to learn.
  case noTask
  /// What several tasks should share is to be learned from one.
  case oneTask
  /// Two tasks of these names have the same examples.
  case sameTask(String, String)
  /// There are development examples for another number of tasks.
  case otherCount(Int, tasks: Int)
  /// There are teachers for another number of tasks.
  case otherTeachers(Int, tasks: Int)
  /// A development score is to be reached, and there are no development examples.
  case goalWithoutDev
  /// Two tasks, or one, spell a label in two ways.
  case labelSpelledTwice(LabelSpelling, LabelSpelling)
  /// What is wrong with one of several tasks.
  case task(String, TuningError)
  /// A single example can only be learned by heart.
  case oneExample
  /// The answer to this question has no token, so there is nothing to learn from it.
  case emptyAnswer(question: String, Part)
  /// An example with what stands in front of it is longer than the model's context.
  case tooLong(question: String, tokens: Int, limit: Int, Part)
  /// The text that rows should start from has no token.
  case emptyStart
  /// More layers should be tuned than the model has.
  case tooManyLayers(Int, limit: Int)
  /// A number that is none came up; nothing has been changed by it.
  case notFinite(what: String, step: Int, layer: Int?)
}

extension TuningError: CustomStringConvertible {
  /// One sentence without a full stop.
  package var description: String {
    switch self {
    case .noExamples(.training): "there is no example to learn from"
    case .noExamples(.development): "there is no example to choose by"
    case .noTask: "there is no task to learn"
    case .oneTask: "what tasks have in common shows only when there are two of them at least"
    case .sameTask(let first, let second):
      first == second ? "\(first) is there twice" : "\(first) and \(second) have the same examples"
    case .otherCount(let count, let tasks):
      "there are \(tasks) tasks, but development examples for \(count)"
    case .otherTeachers(let count, let tasks):
      "there are \(tasks) tasks, but \(count == 1 ? "1 teacher" : "\(count) teachers")"
    case .goalWithoutDev: "a goal is a score on development examples, and there are none"
    case .labelSpelledTwice(let first, let second):
      "one label is spelled in two ways: '\(first.label)' in \(first.task) and '\(second.label)' in \(second.task)"
    case .task(let name, let error): "\(name): \(error)"
    case .oneExample: "one example can only be learned by heart: a task takes at least two"
    case .emptyAnswer(let question, _):
      "the answer to '\(shortened(question))' has no token, so there is nothing to learn from it"
    case .tooLong(let question, let tokens, let limit, _):
      "'\(shortened(question))' and its answer take \(tokens) tokens with what stands in front, "
        + "but the model has room for \(limit)"
    case .emptyStart: "the text that the rows should start from has no token"
    case .tooManyLayers(let layers, let limit): "\(layers) layers can't be tuned, because the model has \(limit)"
    case .notFinite(let what, let step, let layer):
      "\(what) is not a finite number in step \(step)\(layer.map { ", from layer \($0) on" } ?? ""); the step was not made"
    }
  }
}

extension TuningError {
  /// The error with the name of the task at an index, where there are names.
  func inTask(_ names: [String], _ index: Int) -> TuningError {
    names.indices.contains(index) ? .task(names[index], self) : self
  }
}
