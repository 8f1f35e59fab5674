/// How a model is tuned.
package struct TuningSettings: Equatable, Sendable {
  package var method: TuningMethod
  package var start: StartingRows
  package var steps: Int
  /// Examples per step.
  package var batch: Int
  /// The rate at its highest.
  package var rate: Double
  /// Whether all steps have the same rate. Else it rises over the first tenth of the steps, ten at most, then falls.
  package var hasConstantRate = false
  /// The length to which a longer gradient is cut before a step; `nil` for none.
  package var clipping: Double? = 1
  package var seed: UInt64
  /// Steps between two evaluations on the development examples.
  package var devEvery = 25
  /// The accuracy on the development examples that is enough: no step is made after it is reached.
  package var goal: Double?
  /// Teachers to be followed; none by default.
  package var distillation: Distillation?

  /// Settings that work without a choice by development examples: the usual rate of the method, and rows that start as tokens of
  /// the examples.
  package init(
    method: TuningMethod, start: StartingRows = .vocabulary, steps: Int = 100, batch: Int = 16, rate: Double? = nil,
    seed: UInt64 = 0
  ) {
    self.method = method
    self.start = start
    self.steps = steps
    self.batch = batch
    self.seed = seed
    self.rate = rate ?? method.usualRate
  }

  /// The rate of a step, counted from 0.
  func rate(ofStep step: Int) -> Double {
    if hasConstantRate { return rate }
    return RateSchedule(highest: rate, warmUp: min(10, max(1, steps / 10)), steps: steps).rate(ofStep: step)
  }
}

/// A learning rate that rises in a line over the first steps, and then falls in a line to zero.
package struct RateSchedule: Sendable {
  /// The rate at its highest.
  let highest: Double
  /// The steps in which it rises.
  let warmUp: Int
  /// All steps.
  let steps: Int

  package init(highest: Double, warmUp: Int, steps: Int) {
    self.highest = highest
    self.warmUp = warmUp
    self.steps = steps
  }

  /// The rate of a step, counted from 0.
  package func rate(ofStep step: Int) -> Double {
    step < warmUp
      ? highest * Double(step + 1) / Double(warmUp)
      : highest * Double(steps - step) / Double(max(1, steps - warmUp))
  }
}
