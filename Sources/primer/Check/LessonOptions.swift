import ArgumentParser
import Lessons

/// Options that decide how lessons run and what becomes of them.
struct LessonOptions: ParsableArguments {
  @Flag(help: "Fail, instead of skipping, when a lesson's model is not here.")
  var requireModels = false

  @Flag(help: "Run cells marked `slow` too.")
  var slow = false

  @Option(help: ArgumentHelp("How long a cell may take that does not say.", valueName: "seconds"))
  var timeout = 120

  @Option(help: ArgumentHelp("A further folder that lessons may read.", valueName: "folder"))
  var allowRead: [String] = []

  func validate() throws {
    guard (1...1_000_000).contains(timeout) else {
      throw ValidationError("--timeout takes a whole number of seconds from 1 to 1000000")
    }
  }

  /// The settings of a runner.
  var settings: LessonRunner.Settings {
    var settings = LessonRunner.Settings()
    settings.timeout = .seconds(timeout)
    settings.runsSlowCells = slow
    settings.requiresModels = requireModels
    return settings
  }

  /// The options as they are written, for the process that runs a lesson.
  var arguments: [String] {
    (requireModels ? ["--require-models"] : []) + (slow ? ["--slow"] : []) + ["--timeout", String(timeout)]
      + allowRead.map { "--allow-read=\($0)" }
  }

  /// What runs lessons with these options.
  func runner(_ world: World) -> LessonRunner {
    let allowed = allowRead
    return LessonRunner(
      settings, host: { world.lessonHost($0, allowed: allowed) }, session: { world.session($0, isLesson: true) },
      isAvailable: { world.store.names(world.host()).contains($0) })
  }
}
