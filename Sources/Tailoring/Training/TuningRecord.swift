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
