import Classroom
import Foundation
import Lessons
import Script
import Terminal

/// The lessons that submissions belong to, with their hidden checks. Each is tried out by its own solutions before the
/// first answer is judged by it.
final class LessonShelf {
  /// A lesson to grade by.
  struct Lesson: Sendable {
    let path: String
    let identity: LessonIdentity
    let exerciseCount: Int
    /// The file of its hidden checks.
    let checks: String?
  }

  /// Why no student can be graded.
  struct Broken: Error, CustomStringConvertible {
    let description: String
  }

  /// Why a student's file can't be graded.
  struct Problem: Error, CustomStringConvertible {
    let description: String
  }

  private let world: World
  private let course: Course
  private let checks: String?
  private let start: GradingProcess.Start
  private var known: [String: Result<Lesson, Problem>] = [:]

  /// The lessons of `course`; `checks` is a folder.
  init(world: World, course: Course, checks: String?, start: GradingProcess.Start) {
    self.world = world
    self.course = course
    self.checks = checks
    self.start = start
  }

  /// The lesson that `submission` is of, or why it can't be graded.
  ///
  /// - Throws: `Broken` when the lesson or its hidden checks are to blame, or `CancellationError`.
  func lesson(for submission: Submission) throws -> Result<Lesson, Problem> {
    let name = submission.lesson.name
    let lesson = try known[name] ?? load(name)
    known[name] = lesson
    guard case .success(let found) = lesson, !found.identity.hasCells(of: submission.lesson) else { return lesson }
    return .failure(Problem(description: "is of another version of \(name), whose cells have changed"))
  }

  private func load(_ name: String) throws -> Result<Lesson, Problem> {
    guard let found = course.lessons.first(where: { $0.name == name }) else {
      return .failure(Problem(description: "is of a lesson that is not here: \(name)"))
    }
    let lesson = try world.lesson(at: found.path)
    guard !lesson.exercises.isEmpty else { return .failure(Problem(description: "\(name) has no exercises")) }
    let models = world.store.names(world.host())
    if let missing = lesson.frontMatter.needs.first(where: { !models.contains($0) }) {
      throw Broken(description: "\(name) needs the model `\(missing)`, which is not on this machine")
    }
    let file = try checks.flatMap { try hiddenChecks(in: $0, of: lesson, stem: found.file.stem) }
    let entry = Lesson(
      path: found.path, identity: LessonIdentity(lesson), exerciseCount: lesson.exercises.count, checks: file)
    try tryOut(entry)
    return .success(entry)
  }

  /// The file of a lesson's hidden checks; nil when there is none.
  private func hiddenChecks(in folder: String, of lesson: Lessons.Lesson, stem: String) throws -> String? {
    let path = "\(folder)/\(stem).checks.md"
    guard try world.host().names(inFolder: folder).contains("\(stem).checks.md") else { return nil }
    let real = { (path: String) in URL(fileURLWithPath: path).resolvingSymlinksInPath().path + "/" }
    guard !real(folder).hasPrefix(real(URL(fileURLWithPath: lesson.file).deletingLastPathComponent().path)) else {
      throw Broken(description: "keep `\(folder)` out of the folder of the lessons, which students' answers may read")
    }
    let text = String(decoding: try world.host().readFile(path), as: UTF8.self)
    _ = try HiddenChecks(file: path, text: text, exerciseCount: lesson.exercises.count)
    return path
  }

  /// The lesson's own solutions must pass all checks.
  private func tryOut(_ lesson: Lesson) throws {
    switch GradingProcess(start, lesson, submission: nil).marks() {
    case .failure(let problem):
      if Interrupt.isRequested { throw CancellationError() }
      throw Broken(description: "\(lesson.path): \(problem)")
    case .success(let marks):
      guard let index = marks.firstIndex(where: { $0 != .passed }) else { return }
      throw Broken(
        description: "\(lesson.path): the solution of exercise \(index + 1) does not pass: \(marks[index].words)")
    }
  }
}
