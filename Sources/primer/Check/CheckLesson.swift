import ArgumentParser
import Checking
import Lessons

/// `primer check-lesson`: runs one lesson for `primer check`, in a process of its own, so that a lesson that crashes,
/// hangs or fills the memory takes no other with it.
struct CheckLesson: ParsableCommand {
  static let configuration = CommandConfiguration(shouldDisplay: false)

  @OptionGroup var appearance: Appearance
  @OptionGroup var options: LessonOptions
  @Argument var path: String

  func run() throws {
    let process = ConfinedProcess(.lesson)
    let world = World(appearance)
    try world.orFail {
      let record = LessonRecord(checksum: checksum)
      let report = try options.runner(world).check(
        world.lesson(at: path), record: record, begin: process.watch,
        progress: { process.send(LessonMessage.cell($0)) })
      process.send(LessonMessage.ended(problem: report.problem, inputs: record.inputs))
    }
  }
}
