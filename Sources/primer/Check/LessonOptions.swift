import ArgumentParser
import Lessons

/// How the cells of lessons run, whatever is then made of them.
struct RunningOptions: ParsableArguments {
  @Flag(help: "Also run cells marked `slow`.")
  var slow = false

  @Option(help: ArgumentHelp("Time limit for cells without `timeout=`.", valueName: "seconds"))
  var timeout = 120

  @Option(help: ArgumentHelp("Another folder that lessons may read.", valueName: "folder"))
  var allowRead: [String] = []

  func validate() throws {
    guard (1...1_000_000).contains(timeout) else {
      throw ValidationError("--timeout takes a whole number of seconds from 1 to 1000000")
    }
  }

  /// The options as they are written, for the process that runs a lesson.
  var arguments: [String] {
    (slow ? ["--slow"] : []) + ["--timeout", String(timeout)] + allowRead.map { "--allow-read=\($0)" }
  }
}

/// Options that decide how lessons run and what becomes of them.
struct LessonOptions: ParsableArguments {
  @Flag(help: "Fail, instead of skipping, when a lesson's model is not on this machine.")
  var requireModels = false

  @OptionGroup var running: RunningOptions

  /// The settings of a runner.
  private var settings: LessonRunner.Settings {
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
