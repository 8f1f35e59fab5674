/// What those who tune within something longer need of the world: whether to stop, a clock, and a look at the memory.
package struct TuningSurroundings {
  /// Throws once the user has asked to stop.
  let check: () throws -> Void
  /// Seconds of a clock that never goes backwards.
  let seconds: () -> Double
  /// Begins to watch the memory; what it gives tells the most bytes held at one time since, where that is known.
  let watchMemory: () -> () -> Int?

  /// By itself without a wish to stop, a clock, or a look at the memory.
  package init(
    check: @escaping () throws -> Void = {}, seconds: @escaping () -> Double = { 0 },
    watchMemory: @escaping () -> () -> Int? = { { nil } }
  ) {
    self.check = check
    self.seconds = seconds
    self.watchMemory = watchMemory
  }
}

extension TuningRun {
  /// Makes the steps that are left, and gives what was learned. `progress` is called behind each step. Throws
  /// `TuningError`, `ModelError` where the model can't read an example, and what `check` throws.
  mutating func finish(in surroundings: TuningSurroundings, progress: () -> Void) throws -> LearnedAdaptation {
    let (start, peak) = (surroundings.seconds(), surroundings.watchMemory())
    while !isFinished {
      try step(check: surroundings.check)
      progress()
    }
    return try adaptation(seconds: surroundings.seconds() - start, peakMemory: peak())
  }
}
