/// What a run of tuning needs of the world around it: whether to stop, and what it took.
package struct TuningEnvironment {
  /// Throws once the user has asked to stop.
  let check: () throws -> Void
  /// Starts measuring; the function it returns tells what was taken since.
  let watchEffort: () -> () -> Effort

  /// By default it never stops, and there is no clock.
  package init(
    check: @escaping () throws -> Void = {}, watchEffort: @escaping () -> () -> Effort = { { Effort() } }
  ) {
    self.check = check
    self.watchEffort = watchEffort
  }
}

extension TuningRun {
  /// Makes the steps that are left, and returns what was learned. `progress` is called after each step. Throws
  /// `TailoringError`, `ModelError` where the model can't read an example, and what `check` throws.
  mutating func finish(in environment: TuningEnvironment, progress: () -> Void) throws -> LearnedAdaptation {
    let watch = environment.watchEffort()
    var effort = Effort()
    while !isFinished {
      try step(check: environment.check)
      effort = watch()
      progress()
    }
    return try adaptation(effort)
  }
}

/// What something took of a computer; parts are nil where that is not known.
package struct Effort: Equatable, Sendable {
  package var seconds: Double
  /// Seconds of all cores together.
  package var processorSeconds: Double?
  /// By the processor's own counters, for all programs.
  package var joules: Double?
  /// The most bytes of memory that the process held at one time.
  package var peakMemory: Int?

  package init(seconds: Double = 0, processorSeconds: Double? = nil, joules: Double? = nil, peakMemory: Int? = nil) {
    self.seconds = seconds
    self.processorSeconds = processorSeconds
    self.joules = joules
    self.peakMemory = peakMemory
  }

  /// This and then that.
  package func followed(by next: Effort) -> Effort {
    func sum(_ first: Double?, _ second: Double?) -> Double? { first.flatMap { first in second.map { first + $0 } } }
    return Effort(
      seconds: seconds + next.seconds, processorSeconds: sum(processorSeconds, next.processorSeconds),
      joules: sum(joules, next.joules),
      peakMemory: peakMemory.flatMap { first in next.peakMemory.map { max(first, $0) } })
  }

  /// The energy in joules: what counters told, else processor seconds times the watts that a busy core is said to
  /// take; nil where neither is known.
  package func energy(wattsPerCore: Double) -> Double? { joules ?? processorSeconds.map { $0 * wattsPerCore } }
}
