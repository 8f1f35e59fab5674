import ArgumentParser
import Classroom
import Lessons
import Platform
import Terminal

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// `primer submit`: a student's work in a lesson as one file.
struct Submit: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write your answers to a lesson's exercises into a file to hand in.",
    discussion: "Without a lesson: the one that you worked on last. `primer grade FILE` reruns the file.")

  @OptionGroup var appearance: Appearance

  @Argument(help: ArgumentHelp("A lesson's name, number or file.", valueName: "lesson"))
  var lesson: String?

  @Option(help: ArgumentHelp("Whose work it is.", valueName: "name"))
  var name: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("The file; - is standard output.", valueName: "file"))
  var output: String?

  @Option(help: ArgumentHelp("The language of the lesson, such as fr.", valueName: "language"))
  var language: String?

  func run() throws {
    let world = World(appearance)
    try world.orFail {
      let events = world.progressLog?.events().events ?? []
      guard let wanted = lesson ?? events.last?.lesson.name else {
        throw Problem(description: "there is no work to hand in yet: start with `primer learn`")
      }
      let lesson = try world.lesson(at: world.lessonPath(wanted, in: world.course(language: language)))
      let identity = LessonIdentity(lesson)
      let progress = LessonProgress(in: identity, events)
      let cells = lesson.exercises.map(\.cell)
      let answered = cells.compactMap { progress.exercises[$0] }.filter { $0.answer != nil }
      guard !answered.isEmpty else {
        throw Problem(
          description: progress.hasOtherVersion
            ? "your answers belong to an earlier version of \(identity.name): its cells have changed since"
            : "no exercise of \(identity.name) is answered yet: `primer learn \(identity.name)`")
      }
      let student = name ?? studentName(world)
      let text = Submission.text(
        student: student, lesson: lesson, progress: progress, version: Primer.configuration.version,
        date: Date.now.formatted(.iso8601.year().month().day()))
      if output == "-" { return writeAll(text, to: STDOUT_FILENO) }
      let path = output ?? "\(identity.name)-\(fileName(for: student)).md"
      try refuseOtherFile(path, world)
      try world.host().writeFile(path, Array(text.utf8))
      let passed = answered.filter(\.hasPassed).count
      world.host().note("\(path): \(answered.count) of \(cells.count) exercises answered, \(passed) passed")
    }
  }

  private struct Problem: Error, CustomStringConvertible {
    let description: String
  }

  /// The name that is typed when somebody is there to ask, else the user's.
  private func studentName(_ world: World) -> String {
    let user = ["USER", "LOGNAME"].lazy.compactMap { world.environment[$0] }.first { !$0.isEmpty } ?? "student"
    guard isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1 else { return user }
    writeAll("Your name [\(user)]: ", to: STDERR_FILENO)
    let typed = (readLine() ?? "").trimmed
    return typed.isEmpty ? user : typed
  }

  /// The letters and digits of a name with hyphens between them.
  private func fileName(for student: String) -> String {
    let words = student.lowercased().split { !$0.isLetter && !$0.isNumber }
    let name = words.joined(separator: "-").prefix(60)
    return name.isEmpty ? "student" : String(name)
  }

  /// An earlier submission may be replaced, anything else may not.
  private func refuseOtherFile(_ path: String, _ world: World) throws {
    guard FileManager.default.fileExists(atPath: path) else { return }
    do {
      _ = try Submission(world.host().readFile(path))
    } catch {
      throw Problem(description: "`\(path)` is already there and is not a submission: name another file with -o")
    }
  }
}
