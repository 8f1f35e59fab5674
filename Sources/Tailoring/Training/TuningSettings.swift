/// How a model is tuned.
package struct TuningSettings: Equatable, Sendable {
  package var method: TuningMethod
  package var start: StartingRows
  package var steps: Int
  /// Examples a step.
  package var batch: Int
  /// The rate at its highest: it rises over the first steps and then falls in a line to zero.
  package var rate: Double
  package var seed: UInt64
  /// Steps between two looks at the development examples.
  package var devEvery = 25

  /// Settings that work without a look at the labels: rates as in the README's figures.
  package init(method: TuningMethod, start: StartingRows = .vocabulary, steps: Int = 100, batch: Int = 16, rate: Double? = nil, seed: UInt64 = 0) {
    self.method = method
    self.start = start
    self.steps = steps
    self.batch = batch
    self.seed = seed
    self.rate = rate ?? Self.usualRate(of: method)
  }

  private static func usualRate(of method: TuningMethod) -> Double {
    switch method {
    case .softPrompt: 0.02
    case .lowRank: 1e-3
    case .weights: 3e-5
    }
  }

  /// The rate of a step, counted from 0: up over the first tenth of the steps, ten at most, then down in a line.
  func rate(ofStep step: Int) -> Double {
    let warmUp = min(10, max(1, steps / 10))
    if step < warmUp { return rate * Double(step + 1) / Double(warmUp) }
    return rate * Double(steps - step) / Double(max(1, steps - warmUp))
  }
}
