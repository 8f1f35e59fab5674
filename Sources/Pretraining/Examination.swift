import Models
import Tailoring
import Tensors

/// What a foundation model knows: its exact match on every task of facts that it was pre-trained on, over all facts,
/// with more and less before the question.
package struct Examination: Equatable, Sendable {
  /// What is read before a question.
  package enum Front: String, CaseIterable, Sendable {
    /// A description of the task and two examples.
    case both
    /// The two examples alone.
    case examples
    /// The description alone.
    case description
    case nothing
  }

  /// A task's scores, in the order of `Front.allCases`.
  package struct Row: Equatable, Sendable {
    package let task: String
    package let scores: [Score]
  }

  package let rows: [Row]

  /// Examines a model on the tasks of a recipe. The two examples that are shown are chosen at random, and are
  /// not asked about.
  ///
  /// - Parameter progress: Gets the number of tasks that are done.
  /// - Throws: What `check` throws.
  package init(
    of model: LanguageModel, on documents: DocumentMaker, seed: UInt64, check: () throws -> Void = {},
    progress: (Int) -> Void = { _ in }
  ) throws {
    var rows: [Row] = []
    for (index, task) in documents.factTasks.enumerated() {
      let data = task.data.shuffled(seed: seed)
      let shown = Array(data.examples.prefix(2))
      let asked = data.with(data.examples.dropFirst(2))
      let scores = try Front.allCases.map { front in
        let prompt = try front.adaptation(task.description, shown)
        return try model.tailored(by: prompt).score(on: asked, check: check)
      }
      rows.append(Row(task: task.name, scores: scores))
      progress(index + 1)
    }
    self.rows = rows
  }
}

extension Examination.Front {
  fileprivate func adaptation(
    _ description: String, _ examples: [Dataset.Example]
  ) throws(TailoringError) -> Adaptation {
    switch self {
    case .both: .prompt(try HardPrompt(description: description, examples: examples))
    case .examples: .prompt(try HardPrompt(examples: examples))
    case .description: .prompt(try HardPrompt(description: description))
    case .nothing: .none
    }
  }
}

extension DocumentMaker {
  /// The tasks whose content is facts, with the first of their descriptions.
  package var factTasks: [(name: String, description: String, data: Dataset)] {
    tasks.compactMap { task in
      guard case .facts(let facts) = task.content, task.isExamined, facts.count > 2,
        let description = task.descriptions.first
      else {
        return nil
      }
      return (task.name, description, Dataset(name: task.name, examples: facts))
    }
  }
}
