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

  /// A look at the development examples.
  package struct DevScore: Equatable, Sendable {
    /// After so many steps.
    package let step: Int
    /// The part of examples whose answer tokens are all likeliest.
    package let accuracy: Double
    package let loss: Double

    package init(step: Int, accuracy: Double, loss: Double) {
      self.step = step
      self.accuracy = accuracy
      self.loss = loss
    }

    /// Whether more answers are right, or as many and the loss is lower, or all is equal and it came first.
    func isBetter(than later: DevScore) -> Bool { (accuracy, -loss) >= (later.accuracy, -later.loss) }
  }
}
