import Models

/// Several adaptations judged by the same examples, and by how other tasks go with them.
package struct Comparison: Equatable, Sendable {
  /// An adaptation with its scores.
  package struct Row: Equatable, Sendable {
    /// What it is called: different from all others.
    package let name: String
    package let adaptation: Adaptation
    package let score: Score
    /// Scores on the other tasks, in the order of `Comparison.others`.
    package let others: [Score]
  }

  /// A task that no adaptation was made for, and how well it goes without any.
  package struct OtherTask: Equatable, Sendable {
    package let name: String
    package let before: Score
  }

  /// What the data set is called, and how many examples it has.
  package let dataset: String
  package let count: Int
  /// How many examples of another task stand in front of each of its questions.
  package let shots: Int
  package let others: [OtherTask]
  package let rows: [Row]

  /// Why adaptations can't be compared: what went wrong with which argument.
  package enum Failure: Error, Equatable {
    case adaptation(AdaptationError)
    case dataset(ScoreError)
    case otherTask(name: String, ScoreError)
    /// A task has too few examples to show some and ask others.
    case tooFew(name: String, shots: Int)
  }

  /// Judges a model with each adaptation.
  ///
  /// - Parameters:   - adaptations: What to compare, each with the name of its row.   - others: Data sets of other
  ///   tasks. `shots` of their examples stand in front of each question, because the bare model knows
  ///     a task only from what it reads.
  ///   - progress: Gets how many of how many examples are done, and what is being judged.
  /// - Throws: `Failure`, and what `check` throws.
  package init(
    _ adaptations: [(name: String, adaptation: Adaptation)], of model: LanguageModel, on data: Dataset,
    others: [Dataset] = [], shots: Int = 4, check: () throws -> Void = {},
    progress: (_ done: Int, _ total: Int, _ name: String) -> Void = { _, _, _ in }
  ) throws {
    let shown = try others.map { other in
      guard let shown = other.shown(shots) else { throw Failure.tooFew(name: other.name, shots: shots) }
      return shown
    }
    let tailored = try adaptations.map { adaptation in
      try Failure.wrapping(Failure.adaptation) { try model.tailored(by: adaptation.adaptation) }
    }
    let changed = adaptations.count { $0.adaptation != .none }
    let total = adaptations.count * data.count + (1 + changed) * shown.reduce(0) { $0 + $1.count }
    var done = 0
    func score(_ tailored: TailoredModel, _ name: String, on data: Dataset) throws -> Score {
      let start = done
      let score = try tailored.score(on: data, check: check) { progress(start + $0, total, name) }
      done += data.count
      return score
    }
    func scores(_ tailored: TailoredModel, _ name: String) throws -> [Score] {
      try shown.map { other in
        try Failure.wrapping({ .otherTask(name: other.name, $0) }) { try score(tailored, name, on: other) }
      }
    }
    let before = try scores(model.tailored(by: .none), "none")
    self.others = zip(shown, before).map { OtherTask(name: $0.name, before: $1) }
    rows = try zip(adaptations, tailored).map { adaptation, tailored in
      Row(
        name: adaptation.name, adaptation: adaptation.adaptation,
        score: try Failure.wrapping(Failure.dataset) { try score(tailored, adaptation.name, on: data) },
        others: adaptation.adaptation == .none ? before : try scores(tailored, adaptation.name))
    }
    dataset = data.name
    count = data.count
    self.shots = shots
  }
}

extension Comparison.Failure {
  /// What `body` gives; an error of type `Cause` becomes a failure that says where.
  fileprivate static func wrapping<Cause: Error, Result>(
    _ failure: (Cause) -> Comparison.Failure, _ body: () throws -> Result
  ) throws -> Result {
    do {
      return try body()
    } catch let error as Cause {
      throw failure(error)
    }
  }
}

extension Comparison.Failure: CustomStringConvertible {
  /// One sentence without a full stop.
  package var description: String {
    switch self {
    case .adaptation(let error): "\(error)"
    case .dataset(let error): "\(error)"
    case .otherTask(let name, let error): "\(name): \(error)"
    case .tooFew(let name, let shots):
      "\(name) has too few examples to show \(shots == 1 ? "one" : "\(shots)") and ask about another"
    }
  }
}
