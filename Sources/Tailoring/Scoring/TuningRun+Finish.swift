/// What those who tune within something longer need of the world: whether to stop, and what it took.
package struct TuningSurroundings {
  /// Throws once the user has asked to stop.
  let check: () throws -> Void
  /// Begins to watch; what it gives tells what was taken since.
  let watchEffort: () -> () -> Effort

  /// By itself without a wish to stop, and without a clock.
  package init(
    check: @escaping () throws -> Void = {}, watchEffort: @escaping () -> () -> Effort = { { Effort() } }
  ) {
    self.check = check
    self.watchEffort = watchEffort
  }
}

extension TuningRun {
  /// Makes the steps that are left, and gives what was learned. `progress` is called behind each step. Throws
  /// `TailoringError`, `ModelError` where the model can't read an example, and what `check` throws.
  mutating func finish(in surroundings: TuningSurroundings, progress: () -> Void) throws -> LearnedAdaptation {
    let watch = surroundings.watchEffort()
    var effort = Effort()
    while !isFinished {
      try step(check: surroundings.check)
      effort = watch()
      progress()
    }
    return try adaptation(effort)
  }
}
