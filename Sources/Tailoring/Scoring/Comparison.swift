import Models

/// Several adaptations judged by the same examples, and by how other tasks go with them.
package struct Comparison: Equatable, Sendable {
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

  /// Judges a model with each adaptation.
  ///
  /// - Parameters:
  ///   - adaptations: What to compare, each with the name of its row.
  ///   - others: Data sets of other tasks. `shots` of their examples stand in front of each question, because the
  ///     bare model knows a task only from what it reads.
  ///   - seeds: What was learned is learned again with each of these seeds, from the same examples and in the same
  ///     way, and judged as often. Without any it is judged as it is.
  ///   - progress: Gets how much of how much is done, examples judged and steps made, and what it is about.
  /// - Throws: `TailoringError`, and what `surroundings.check` throws.
  package init(
    _ adaptations: [(name: String, adaptation: Adaptation)], of model: LanguageModel, on data: Dataset,
    others: [Dataset] = [], shots: Int = 4, seeds: [UInt64] = [],
    in surroundings: TuningSurroundings = TuningSurroundings(),
    progress: (_ done: Int, _ total: Int, _ name: String) -> Void = { _, _, _ in }
  ) throws {
    let shown = try others.map { other in
      guard let shown = other.shown(shots) else { throw TailoringError(.tooFewToShow(name: other.name, shots: shots), blaming: .others) }
      return shown
    }
    for adaptation in adaptations {
      _ = try TailoringError.blaming(.adaptations) { try model.tailored(by: adaptation.adaptation) }
    }
    let plans = try adaptations.map { try Plan($0.name, $0.adaptation, seeds: seeds) }
    let othersCount = shown.reduce(0) { $0 + $1.count }
    let total = plans.reduce(othersCount) { sum, plan in
      sum + plan.steps + plan.runs.count * (data.count + (plan.adaptation == .none ? 0 : othersCount))
    }
    var done = 0
    func score(_ tailored: TailoredModel, _ name: String, on data: Dataset) throws -> Score {
      let start = done
      let score = try tailored.score(on: data, check: surroundings.check) { progress(start + $0, total, name) }
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
      let runs = try plan.runs.map { run in
        let adaptation = try run.adaptation(of: model, in: surroundings) {
          done += 1
          progress(done, total, run.name)
        }
        let tailored = try model.tailored(by: adaptation)
        return Run(
          score: try TailoringError.blaming(.on) { try score(tailored, run.name, on: data) },
          others: adaptation == .none ? before : try scores(tailored, run.name), records: adaptation.records)
      }
      return Row(name: plan.name, adaptation: plan.adaptation, runs: runs)
    }
    dataset = data.name
    count = data.count
    self.shots = shots
  }
}
