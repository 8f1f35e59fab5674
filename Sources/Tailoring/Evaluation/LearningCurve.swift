import Models

/// How well a model does on unseen examples after it was tuned on fewer and on more of them, several times each.
package struct LearningCurve: Equatable, Sendable {
  /// What is tuned, by the name it is to have in tables.
  package struct Method: Equatable, Sendable {
    package let name: String
    package let method: TuningMethod

    package init(_ name: String, _ method: TuningMethod) {
      self.name = name
      self.method = method
    }
  }

  /// A method with a number of examples: a score for each seed.
  package struct Row: Equatable, Sendable {
    package let method: String
    package let examples: Int
    package let scores: [Score]

    /// The mean of the exact matches.
    package var mean: Double { scores.reduce(0) { $0 + $1.exactMatch } / Double(max(scores.count, 1)) }
    package var lowest: Double { scores.map(\.exactMatch).min() ?? 0 }
    package var highest: Double { scores.map(\.exactMatch).max() ?? 0 }
    /// The mean of the losses.
    package var loss: Double { scores.reduce(0) { $0 + $1.loss } / Double(max(scores.count, 1)) }
  }

  /// What the unseen examples are called, and how many there are.
  package let dataset: String
  package let count: Int
  /// Every method with every number of examples, in the order of both.
  package let rows: [Row]

  /// How far the work has come.
  package struct Progress: Equatable, Sendable {
    /// Steps made, of all methods, sizes and seeds, and how many there are.
    package let done: Int
    package let total: Int
    package let method: String
    package let examples: Int
    package let seed: UInt64
  }

  /// Tunes and judges. A seed decides which examples are taken, the fewer among the more, and all that is
  /// random in tuning. Throws `TailoringError`, and what `environment.check` throws.
  package init(
    _ methods: [Method], of model: LanguageModel, on data: Dataset, test: Dataset, sizes: [Int], seeds: [UInt64],
    steps: Int, batch: Int, in environment: TuningEnvironment = TuningEnvironment(),
    progress: (Progress) -> Void = { _ in }
  ) throws {
    let total = methods.count * sizes.count * seeds.count * steps
    var done = 0
    var rows: [Row] = []
    for method in methods {
      for size in sizes {
        let scores = try seeds.map { seed in
          let settings = TuningSettings(method: method.method, steps: steps, batch: batch, seed: seed)
          let learned = try TailoringError.blaming(.on) {
            var run = try TuningRun(model, on: data.shuffled(seed: seed).prefix(size), settings: settings)
            return try run.finish(in: environment) {
              done += 1
              progress(Progress(done: done, total: total, method: method.name, examples: size, seed: seed))
            }
          }
          return try TailoringError.blaming(.test) {
            try model.tailored(by: .learned(learned)).score(on: test, check: environment.check)
          }
        }
        rows.append(Row(method: method.name, examples: size, scores: scores))
      }
    }
    self.rows = rows
    dataset = test.name
    count = test.count
  }
}
