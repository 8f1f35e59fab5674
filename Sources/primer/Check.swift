import ArgumentParser
import Foundation
import Lessons
import Terminal

/// `primer check`: runs lessons and compares what they print with what they say.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run lessons and compare their outputs with what they say.",
    discussion: "Ends with 1 when something does not match. A lesson whose model is not here is skipped, never passed.")

  @OptionGroup var appearance: Appearance

  @Argument(help: ArgumentHelp("Lessons, or folders of them.", valueName: "path"))
  var paths: [String]

  @Flag(help: "Write what the cells print into the lessons, keeping patterns that match.")
  var update = false

  @Flag(help: "Fail, instead of skipping, when a lesson's model is not here.")
  var requireModels = false

  @Flag(help: "Run cells marked `slow` too.")
  var slow = false

  @Option(help: ArgumentHelp("How long a cell may take that does not say.", valueName: "seconds"))
  var timeout = 120

  @Option(help: ArgumentHelp("A further folder that lessons may read.", valueName: "folder"))
  var allowRead: [String] = []

  func validate() throws {
    guard timeout > 0 else { throw ValidationError("--timeout takes a number of seconds above 0") }
    if update, ProcessInfo.processInfo.environment["CI"] == "true" {
      throw ValidationError("--update is for authors: it is refused where CI=true")
    }
  }

  func run() throws {
    let world = World(appearance)
    var settings = LessonRunner.Settings()
    settings.timeout = .seconds(timeout)
    settings.runsSlowCells = slow
    settings.requiresModels = requireModels
    settings.updates = update
    let allowed = allowRead
    let runner = LessonRunner(
      settings, host: { world.lessonHost($0, allowed: allowed) }, session: { world.session($0, isLesson: true) },
      isAvailable: { world.store.names(world.host()).contains($0) })
    let report: CheckReport
    do {
      report = try LessonChecker(runner, files: world.host()).check(paths) { file in
        writeAll(file.text + "\n", to: STDOUT_FILENO)
      }
    } catch is CancellationError {
      throw ExitCode(ScriptEnd.interrupted.rawValue)
    }
    if world.environment["GITHUB_ACTIONS"] == "true" { writeAll(report.githubAnnotations, to: STDOUT_FILENO) }
    let (passed, failed, skipped) = report.counts
    writeAll("\(passed) passed, \(failed) failed, \(skipped) skipped\n", to: STDOUT_FILENO)
    if report.exitStatus != 0 { throw ExitCode(report.exitStatus) }
  }
}
