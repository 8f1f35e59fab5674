import ArgumentParser
import Classroom
import Foundation
import Lessons
import Platform
import Synchronization
import Terminal

/// `primer grade-file`: grades one file for `primer grade`, in a process of its own that can harm nothing.
///
/// Marks go to what was standard output when the process began. Nothing of the session knows that descriptor: what a
/// student's answers print goes nowhere.
struct GradeFile: ParsableCommand {
  static let configuration = CommandConfiguration(shouldDisplay: false)

  /// How a process ends whose cell is late and does not look up.
  static let late: Int32 = 124

  /// How many seconds a cell that should stop has for it.
  private static let patience = 5.0

  @OptionGroup var options: GradeOptions

  @Option var checks: String?
  @Option var without: [Int] = []
  @Argument var lesson: String
  @Argument var submission: String?

  func run() throws {
    ThisProcess.endWithParent()
    let world = World(try Appearance.parse(["--quiet"]))
    let lesson = try world.lesson(at: self.lesson)
    var answers =
      try submission.map { try Submission(file: $0, bytes: world.host().readFile($0)).answers }
      ?? Dictionary(uniqueKeysWithValues: lesson.exercises.map { ($0.number, $0.exercise.solution.text) })
    for number in without { answers[number] = nil }
    let hidden = try checks.map { path in
      try HiddenChecks(
        file: path, text: String(decoding: world.host().readFile(path), as: UTF8.self),
        exerciseCount: lesson.exercises.count)
    }
    let channel = takeChannel()
    confine()
    let host = GradingHost(world.lessonHost(lesson.file, allowed: options.allowRead))
    let grader = Grader(
      host: host, session: { world.session($0, isLesson: true) }, timeout: .seconds(options.timeout),
      runsSlowCells: options.slow)
    watch(host)
    do {
      try grader.grade(lesson, answers: answers, hidden: hidden ?? .none) { message in
        guard let line = try? JSONEncoder().encode(message) else { return }
        writeAll(String(decoding: line, as: UTF8.self) + "\n", to: channel)
      }
    } catch is CancellationError {
      throw ExitCode(ScriptEnd.interrupted.rawValue)
    }
  }

  /// Takes standard output away from everything but the marks.
  private func takeChannel() -> Int32 {
    let channel = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)
    let nothing = open("/dev/null", O_RDWR)
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] { dup2(nothing, descriptor) }
    close(nothing)
    return channel
  }

  /// Limits what the process may use, and takes its environment away.
  private func confine() {
    for name in ProcessInfo.processInfo.environment.keys where !["TMPDIR", "PRIMER_THREADS"].contains(name) {
      unsetenv(name)
    }
    ThisProcess.limit(.memory, to: options.memory << 20)
    ThisProcess.limit(.fileSize, to: 256 << 20)
    ThisProcess.limit(.openFiles, to: 256)
    ThisProcess.limit(.coreFile, to: 0)
  }

  /// Ends the process when a cell goes on although its time is over.
  private func watch(_ host: GradingHost) {
    Thread.detachNewThread {
      while true {
        Thread.sleep(forTimeInterval: 0.5)
        if let lateness = host.lateness, lateness > Self.patience { _exit(Self.late) }
      }
    }
  }
}
