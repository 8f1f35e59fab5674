/// How a model is tuned.
package struct TuningSettings: Equatable, Sendable {
  package var method: TuningMethod
  package var start: StartingRows
  package var steps: Int
  /// Examples a step.
  package var batch: Int
  /// The rate at its highest.
  package var rate: Double
  package var schedule = Schedule.riseAndFall
  /// The length to which a longer gradient is cut before a step; `nil` for none.
  package var clipping: Double? = 1
  package var seed: UInt64
  /// Steps between two looks at the development examples.
  package var devEvery = 25
  /// The part of development examples whose answers are right that is enough: no step is made after it is reached.
  package var goal: Double?
  /// Teachers to be followed; none by itself.
  package var distillation: Distillation?

  /// How the rate changes from step to step.
  package enum Schedule: Equatable, Sendable {
    /// Up over the first tenth of the steps, ten at most, then down in a line to zero.
    case riseAndFall
    case constant
  }

  /// Settings that work without a look at the labels: the usual rate of the method, and rows that start as tokens of
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
    guard schedule == .riseAndFall else { return rate }
    let warmUp = min(10, max(1, steps / 10))
    if step < warmUp { return rate * Double(step + 1) / Double(warmUp) }
    return rate * Double(steps - step) / Double(max(1, steps - warmUp))
  }
}

extension TuningMethod {
  /// A rate that suits most tasks: the fewer numbers are learned, the higher.
  package var usualRate: Double {
    switch self {
    case .softPrompt, .universalPrompt, .taskFactors, .nextPrompt: 0.02
    case .lowRank: 1e-3
    case .weights: 3e-5
    }
  }
}
