import ArgumentParser
import Foundation
import Lessons
import Platform
import Terminal

/// `primer check-lesson`: runs one lesson for `primer check`, in a process of its own, so that a lesson that crashes,
/// hangs or fills the memory takes no other with it.
struct CheckLesson: ParsableCommand {
  static let configuration = CommandConfiguration(shouldDisplay: false)

  /// How a process ends whose cell is late and does not look up.
  static let late: Int32 = 124

  /// How many seconds a cell that should stop has for it.
  private static let patience = 5.0

  @OptionGroup var appearance: Appearance
  @OptionGroup var options: LessonOptions
  @Argument var path: String

  func run() throws {
    ThisProcess.endWithParent()
    // As much as the machine has, so that a lesson that wants more fails and nobody else does.
    #if os(Linux)
      ThisProcess.limit(.memory, to: Int(clamping: ProcessInfo.processInfo.physicalMemory))
    #endif
    let world = World(appearance)
    let lesson = try Lesson(file: path, source: world.host().readFile(path))
    let record = LessonRecord(checksum: checksum)
    do {
      let (report, _) = try options.runner(world).check(lesson, record: record, begin: Self.watch) { cell in
        Self.send(.cell(cell))
      }
      Self.send(.lesson(report, inputs: record.inputs))
    } catch is CancellationError {
      throw ExitCode(ScriptEnd.interrupted.rawValue)
    }
  }

  private static func send(_ message: LessonMessage) {
    if let line = try? message.line() { writeAll(line, to: STDOUT_FILENO) }
  }

  /// Ends the process when a cell goes on although its time is over.
  private static func watch(_ clock: CellClock) {
    Thread.detachNewThread {
      while true {
        Thread.sleep(forTimeInterval: 0.5)
        if let lateness = clock.lateness, lateness > patience { _exit(late) }
      }
    }
  }
}
