import Models

/// Several tasks learned one after the other in several ways, and what each way forgets.
package struct Forgetting: Equatable, Sendable {
  /// A task, and by which examples it is learned and judged.
  package struct LearnedTask: Equatable, Sendable {
    package let name: String
    let examples: Dataset
    let unseen: Dataset

    package init(_ name: String, _ examples: Dataset, unseen: Dataset) {
      (self.name, self.examples, self.unseen) = (name, examples, unseen)
    }
  }

  /// A way with what became of the tasks, for each seed.
  package struct Row: Equatable, Sendable {
    package let name: String
    package let way: ContinualWay
    package let runs: [ScoreMatrix]

    /// A number of every run summed up.
    package func summary(_ number: (ScoreMatrix) -> Double) -> Comparison.Summary? {
      Comparison.Summary(runs.map(number))
    }

    /// The score on a task after so many tasks, summed up.
    package func summary(ofTask task: Int, after stage: Int) -> Comparison.Summary? {
      summary { $0.scores[stage][task] }
    }
  }

  /// What the tasks are called, in the order in which they are learned.
  package let tasks: [String]
  package let rows: [Row]

  /// Learns all tasks, in order, in each way and with each seed, which decides all that is left to chance.
  ///
  /// - Parameter progress: Gets how much of how much is done, steps made and examples judged, and what it is about.
  /// - Throws: `TailoringError`, and what `surroundings.check` throws.
  package init(
    _ tasks: [LearnedTask], in ways: [(name: String, way: ContinualWay)], of model: LanguageModel, seeds: [UInt64],
    settings: ContinualSettings, surroundings: TuningSurroundings = TuningSurroundings(),
    progress: (_ done: Int, _ total: Int, _ about: String) -> Void = { _, _, _ in }
  ) throws {
    guard tasks.count > 1 else { throw TailoringError(.tooFewTasks(tasks.count), blaming: .on) }
    try Self.check(tasks, model, frontLength: ways.map { $0.way.frontLength(tasks: tasks.count) }.max() ?? 0)
    let unseen = tasks.reduce(0) { $0 + $1.unseen.count }
    let total = unseen + ways.count * seeds.count * tasks.count * (settings.steps + unseen)
    var done = 0
    func scores(_ learner: ContinualLearner, _ about: String) throws -> [Double] {
      try tasks.enumerated().map { index, task in
        let start = done
        let score = try TailoringError.blaming(.unseen, about: task.name) {
          try learner.tailored(forTask: index).score(on: task.unseen, check: surroundings.check) {
            progress(start + $0, total, about)
          }
        }
        done += task.unseen.count
        return score.exactMatch
      }
    }
    // Before anything is learned, all ways and seeds are the bare model.
    let before = try scores(ContinualLearner(model, .weights(replay: 0), settings, seed: 0), "before")
    rows = try ways.map { name, way in
      let runs = try seeds.map { seed in
        var learner = ContinualLearner(model, way, settings, seed: seed)
        let after = try tasks.map { task in
          let about = "\(name), seed \(seed), \(task.name)"
          try TailoringError.blaming(.on, about: task.name) {
            try learner.learn(task.examples, in: surroundings) {
              done += 1
              progress(done, total, about)
            }
          }
          return try scores(learner, about)
        }
        return ScoreMatrix(scores: [before] + after)
      }
      return Row(name: name, way: way, runs: runs)
    }
    self.tasks = tasks.map(\.name)
  }

  /// Throws what is wrong with any task before minutes are spent on those before it.
  private static func check(_ tasks: [LearnedTask], _ model: LanguageModel, frontLength: Int) throws {
    for task in tasks {
      // Whatever is learned, examples are read in the same way behind as many rows.
      let method = TuningMethod.softPrompt(length: max(frontLength, 1))
      let run = try TailoringError.blaming(.on, about: task.name) {
        try TuningRun(model, on: task.examples, settings: TuningSettings(method: method))
      }
      let longest = LearnedAdaptation(method: method, numbers: run.numbers, base: BaseModel(model))
      let tailored = try model.tailored(by: .learned(longest))
      try TailoringError.blaming(.unseen, about: task.name) {
        guard task.unseen.count > 0 else { throw TailoringError(.noExamples(.evaluation)) }
        for example in task.unseen.examples { _ = try ForcedExample(example, tailored) }
      }
    }
  }
}
