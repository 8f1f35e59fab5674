/// How some numbers were learned.
package struct TuningRecord: Equatable, Sendable {
  package let settings: TuningSettings
  /// What the data set is called, and how many examples there were to learn from.
  package let dataset: String
  package let examples: Int
  /// What each step reported.
  package let history: [TuningRun.StepReport]
  package let devScores: [TuningRun.DevScore]
  /// Why nothing may have been learned; empty when it looks well.
  package let complaints: [String]
  /// How far the numbers are from where they started, over their own length.
  package let distanceMoved: Double
  /// The time that the steps took together.
  package let seconds: Double
  /// The floating-point operations of the steps, counted from shapes.
  package let operations: Double

  package init(
    settings: TuningSettings, dataset: String, examples: Int, history: [TuningRun.StepReport],
    devScores: [TuningRun.DevScore], complaints: [String], distanceMoved: Double, seconds: Double, operations: Double
  ) {
    self.settings = settings
    self.dataset = dataset
    self.examples = examples
    self.history = history
    self.devScores = devScores
    self.complaints = complaints
    self.distanceMoved = distanceMoved
    self.seconds = seconds
    self.operations = operations
  }

  /// The best development score, whose numbers were kept.
  package var bestDevScore: TuningRun.DevScore? {
    devScores.reduce(nil) { best, score in best.map { $0.isBetter(than: score) ? $0 : score } ?? score }
  }
}
