import Models

/// Several adaptations judged by the same examples, and by how well other tasks go with them.
package struct Comparison: Equatable, Sendable {
  /// A task that no adaptation was made for, and how well it goes without any.
  package struct OtherTask: Equatable, Sendable {
    package let name: String
    package let before: Score
  }

  /// What the data set is called, and how many examples it has.
  package let dataset: String
  package let count: Int
  /// How many examples of another task are shown before each of its questions.
  package let shots: Int
  package let others: [OtherTask]
  package let rows: [Row]

  /// Judges a model with each adaptation.
  ///
  /// - Parameters:
  ///   - adaptations: What to compare, each with the name of its row.
  ///   - others: Data sets of other tasks. `shots` of their examples are shown before each question, because the
  ///     bare model knows a task only from what it reads.
  ///   - seeds: What was learned is learned again with each of these seeds, from the same examples and in the same
  ///     way, and judged each time. Without any it is judged as it is.
  ///   - progress: Receives how much of how much is done, examples judged and steps made, and what it is about.
  /// - Throws: `TailoringError`, and what `environment.check` throws.
  package init(
    _ adaptations: [(name: String, adaptation: Adaptation)], of model: LanguageModel, on data: Dataset,
    others: [Dataset] = [], shots: Int = 4, seeds: [UInt64] = [],
    in environment: TuningEnvironment = TuningEnvironment(),
    progress: (_ done: Int, _ total: Int, _ name: String) -> Void = { _, _, _ in }
  ) throws {
    let shown = try others.map { other in
      guard let shown = other.shown(shots) else {
        throw TailoringError(.tooFewToShow(name: other.name, shots: shots), blaming: .others)
      }
      return shown
    }
    for adaptation in adaptations {
      _ = try TailoringError.blaming(.adaptations) { try model.tailored(by: adaptation.adaptation) }
    }
    let plans = try adaptations.map { try Plan($0.name, $0.adaptation, seeds: seeds) }
    let othersCount = shown.reduce(0) { $0 + $1.count }
    let total = plans.reduce(othersCount) { sum, plan in
      sum + plan.steps + plan.trials.count * (data.count + (plan.adaptation == .none ? 0 : othersCount))
    }
    var done = 0
    func score(_ tailored: TailoredModel, _ name: String, on data: Dataset) throws -> Score {
      let start = done
      let score = try tailored.score(on: data, check: environment.check) { progress(start + $0, total, name) }
      done += data.count
      return score
    }
    func scores(_ tailored: TailoredModel, _ name: String) throws -> [Score] {
      try shown.map { other in
        try TailoringError.blaming(.others, about: other.name) { try score(tailored, name, on: other) }
      }
    }
    let before = try scores(model.tailored(by: .none), "none")
    self.others = zip(shown, before).map { OtherTask(name: $0.name, before: $1) }
    rows = try plans.map { plan in
      let trials = try plan.trials.map { trial in
        let adaptation = try trial.adaptation(of: model, in: environment) {
          done += 1
          progress(done, total, trial.name)
        }
        let tailored = try model.tailored(by: adaptation)
        return Trial(
          score: try TailoringError.blaming(.on) { try score(tailored, trial.name, on: data) },
          others: adaptation == .none ? before : try scores(tailored, trial.name), records: adaptation.records)
      }
      return Row(name: plan.name, adaptation: plan.adaptation, trials: trials)
    }
    dataset = data.name
    count = data.count
    self.shots = shots
  }
}

extension Comparison {
  /// An adaptation with its scores: one trial of it, or several that were learned with different seeds.
  package struct Row: Equatable, Sendable {
    /// What it is called: different from all others.
    package let name: String
    /// What was given to compare.
    package let adaptation: Adaptation
    /// At least one.
    package let trials: [Trial]
  }

  /// How well an adaptation does that was learned once, or that is not learned at all.
  package struct Trial: Equatable, Sendable {
    package let score: Score
    /// Scores on the other tasks, in the order of `Comparison.others`.
    package let others: [Score]
    /// How it, or each member of an ensemble, was learned, where anything was and that is known.
    package let records: [TuningRecord?]
  }

  /// A number over several trials: the mean, the lowest and the highest.
  package struct Summary: Equatable, Sendable {
    package let mean: Double
    package let lowest: Double
    package let highest: Double

    /// Nil where there is nothing to sum up.
    package init?(_ numbers: [Double]) {
      guard let lowest = numbers.min(), let highest = numbers.max() else { return nil }
      mean = numbers.reduce(0, +) / Double(numbers.count)
      (self.lowest, self.highest) = (lowest, highest)
    }
  }

  /// Whether any adaptation was learned more than once.
  package var hasSeveralTrials: Bool { rows.contains { $0.trials.count > 1 } }
}

extension Comparison.Row {
  /// A number of every trial summed up; nil where no trial has it.
  package func summary(_ number: (Comparison.Trial) -> Double?) -> Comparison.Summary? {
    Comparison.Summary(trials.compactMap(number))
  }
}
