extension Comparison {
  /// An adaptation with its scores: one run of it, or several that were learned with different seeds.
  package struct Row: Equatable, Sendable {
    /// What it is called: different from all others.
    package let name: String
    /// What was given to compare.
    package let adaptation: Adaptation
    /// At least one.
    package let runs: [Run]
  }

  /// How well an adaptation does that was learned once, or that is not learned at all.
  package struct Run: Equatable, Sendable {
    package let score: Score
    /// Scores on the other tasks, in the order of `Comparison.others`.
    package let others: [Score]
    /// How it, or each member of an ensemble, was learned, where anything was and that is known.
    package let records: [TuningRecord?]
  }

  /// What several runs gave: the mean, the lowest and the highest.
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
  package var hasSeveralRuns: Bool { rows.contains { $0.runs.count > 1 } }
}

extension Comparison.Row {
  /// A number of every run summed up; nil where no run has it.
  package func summary(_ number: (Comparison.Run) -> Double?) -> Comparison.Summary? {
    Comparison.Summary(runs.compactMap(number))
  }
}
