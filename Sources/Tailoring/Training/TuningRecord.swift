extension TuningRun {
  /// What a step did.
  package struct StepReport: Equatable, Sendable {
    /// What the step makes smaller: the mean cross-entropy of the batch's answer tokens, with teachers also the
    /// distance from these; before the step.
    package let loss: Double
    /// The length of the gradient before it was clipped.
    package let gradientNorm: Double
    package let rate: Double

    package init(loss: Double, gradientNorm: Double, rate: Double) {
      self.loss = loss
      self.gradientNorm = gradientNorm
      self.rate = rate
    }
  }

  /// An evaluation on the development examples.
  package struct DevScore: Equatable, Sendable {
    /// How many steps were made before it.
    package let step: Int
    /// The part of examples whose answer tokens are all the likeliest, each given those before it (teacher forcing).
    package let accuracy: Double
    package let loss: Double

    package init(step: Int, accuracy: Double, loss: Double) {
      self.step = step
      self.accuracy = accuracy
      self.loss = loss
    }

    /// Whether the accuracy is higher, or the same and the loss is lower, or all is equal and it came first.
    func isBetter(than later: DevScore) -> Bool { (accuracy, -loss) >= (later.accuracy, -later.loss) }
  }
}

/// How some numbers were learned.
package struct TuningRecord: Equatable, Sendable {
  package let settings: TuningSettings
  /// The examples to learn from, and those to choose by.
  package let data: Dataset
  package let dev: Dataset?
  /// What each step reported.
  package let history: [TuningRun.StepReport]
  package let devScores: [TuningRun.DevScore]
  /// Why nothing may have been learned; empty when it looks well.
  package let complaints: [String]
  /// How far the numbers are from where they started, over their own length.
  package let distanceMoved: Double
  /// What the steps took together.
  package let effort: Effort
  /// The floating-point operations of the steps, counted from shapes.
  package let operations: Double

  package init(
    settings: TuningSettings, data: Dataset, dev: Dataset?, history: [TuningRun.StepReport],
    devScores: [TuningRun.DevScore], complaints: [String], distanceMoved: Double, effort: Effort,
    operations: Double
  ) {
    self.settings = settings
    self.data = data
    self.dev = dev
    self.history = history
    self.devScores = devScores
    self.complaints = complaints
    self.distanceMoved = distanceMoved
    self.effort = effort
    self.operations = operations
  }

  /// The best development score, whose numbers were kept.
  package var bestDevScore: TuningRun.DevScore? {
    devScores.reduce(nil) { best, score in best.map { $0.isBetter(than: score) ? $0 : score } ?? score }
  }

  /// The step after which the goal was first seen to be reached; nil where it was not, or there is none.
  package var stepAtGoal: Int? {
    settings.goal.flatMap { goal in devScores.first { $0.accuracy >= goal }?.step }
  }
}
