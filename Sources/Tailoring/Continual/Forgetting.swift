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

    /// The score on a task after `stage` tasks, summed up.
    package func summary(ofTask task: Int, after stage: Int) -> Comparison.Summary? {
      summary { $0.scores[stage][task] }
    }
  }

  /// What the tasks are called, in the order in which they are learned.
  package let tasks: [String]
  package let rows: [Row]

  /// Learns all tasks, in order, in each way and with each seed, which decides all that is random.
  ///
  /// - Parameter progress: Receives how much of how much is done, steps made and examples judged, and what it is about.
  /// - Throws: `TailoringError`, and what `environment.check` throws.
  package init(
    _ tasks: [LearnedTask], in ways: [(name: String, way: ContinualWay)], of model: LanguageModel, seeds: [UInt64],
    settings: ContinualSettings, environment: TuningEnvironment = TuningEnvironment(),
    progress: (_ done: Int, _ total: Int, _ about: String) -> Void = { _, _, _ in }
  ) throws {
    guard tasks.count > 1 else { throw TailoringError(.tooFewTasks(tasks.count), blaming: .on) }
    try Self.check(tasks, model, prefixLength: ways.map { $0.way.prefixLength(tasks: tasks.count) }.max() ?? 0)
    let unseen = tasks.reduce(0) { $0 + $1.unseen.count }
    let total = unseen + ways.count * seeds.count * tasks.count * (settings.steps + unseen)
    var done = 0
    func scores(_ learner: ContinualLearner, _ about: String) throws -> [Double] {
      try tasks.enumerated().map { index, task in
        let start = done
        let score = try TailoringError.blaming(.unseen, about: task.name) {
          try learner.tailored(forTask: index).score(on: task.unseen, check: environment.check) {
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
            try learner.learn(task.examples, in: environment) {
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
  private static func check(_ tasks: [LearnedTask], _ model: LanguageModel, prefixLength: Int) throws {
    for task in tasks {
      // Whatever is learned, examples are read in the same way after as many rows.
      let method = TuningMethod.softPrompt(length: max(prefixLength, 1))
      let run = try TailoringError.blaming(.on, about: task.name) {
        try TuningRun(model, on: task.examples, settings: TuningSettings(method: method))
      }
      let longest = LearnedAdaptation(method.tuner.learned(run.numbers), base: BaseModel(model))
      let tailored = try model.tailored(by: .learned(longest))
      try TailoringError.blaming(.unseen, about: task.name) {
        guard task.unseen.count > 0 else { throw TailoringError(.noExamples(.evaluation)) }
        for example in task.unseen.examples { _ = try ForcedExample(example, tailored) }
      }
    }
  }
}

/// How well each task goes before anything is learned, and after each task that is: the exact match on its unseen
/// examples, R[j][i] for task i after j tasks, T tasks in all.
package struct ScoreMatrix: Equatable, Sendable {
  /// T + 1 rows of T scores.
  package let scores: [[Double]]

  private var count: Int { scores.count - 1 }

  /// The mean over all tasks at the end: 1/T Σ R[T][i].
  package var average: Double { scores[count].reduce(0, +) / Double(count) }

  /// What was lost at the end of the best that there was (Chaudhry et al. 2018): the mean over all tasks but the last
  /// of max over j < T of R[j][i], after anything was learned, minus R[T][i].
  package var forgetting: Double {
    mean(0..<count - 1) { task in
      let best = scores[1..<count].reduce(-1) { max($0, $1[task]) }
      return best - scores[count][task]
    }
  }

  /// What later tasks did to earlier ones (Lopez-Paz and Ranzato 2017): the mean over all tasks but the last of
  /// R[T][i] − R[i][i], below 0 where they are forgotten.
  package var backwardTransfer: Double {
    mean(0..<count - 1) { scores[count][$0] - scores[$0 + 1][$0] }
  }

  /// What earlier tasks did to later ones (Lopez-Paz and Ranzato 2017): the mean over all tasks but the first of
  /// R[i − 1][i] − R[0][i], above 0 where a task goes better before it is learned itself.
  package var forwardTransfer: Double {
    mean(1..<count) { scores[$0][$0] - scores[0][$0] }
  }

  private func mean(_ tasks: Range<Int>, _ number: (Int) -> Double) -> Double {
    tasks.reduce(0) { $0 + number($1) } / Double(tasks.count)
  }
}
