import ArgumentParser
import Lessons

/// Options that decide how lessons run and what becomes of them.
struct LessonOptions: ParsableArguments {
  @Flag(help: "Fail, instead of skipping, when a lesson's model is not here.")
  var requireModels = false

  @OptionGroup var running: RunningOptions

  /// The settings of a runner.
  var settings: LessonRunner.Settings {
    var settings = LessonRunner.Settings()
    settings.timeout = .seconds(running.timeout)
    settings.runsSlowCells = running.slow
    settings.requiresModels = requireModels
    return settings
  }

  /// The options as they are written, for the process that runs a lesson.
  var arguments: [String] {
    (requireModels ? ["--require-models"] : []) + running.arguments
  }

  /// What runs lessons with these options.
  func runner(_ world: World) -> LessonRunner {
    let allowed = running.allowRead
    return LessonRunner(
      settings, host: { world.lessonHost($0, allowed: allowed) }, session: { world.session($0, isLesson: true) },
      isAvailable: { world.store.names(world.host()).contains($0) })
  }
}
