import Lessons
import Platform
import Script

/// A lesson that submissions are graded by.
struct GradedLesson: Sendable {
  let path: String
  let identity: LessonIdentity
  let exerciseCount: Int
  /// The file of its hidden checks.
  let checks: String?
}

/// The lessons that submissions belong to, with their hidden checks.
struct LessonShelf {
  /// Why no student can be graded: a lesson or its hidden checks are to blame.
  struct Broken: Error, CustomStringConvertible {
    let description: String
  }

  private let files: any Script.Host
  private let course: Course
  private let checks: String?
  private let isAvailable: (_ model: String) -> Bool
  /// The lessons that were asked for, whatever their version.
  private(set) var lessons: [GradedLesson] = []
  private var known: [String: Result<GradedLesson, Submission.Problem>] = [:]

  /// The lessons of `course`, read through `files`; `checks` is a folder.
  init(
    _ course: Course, files: any Script.Host, checks: String?, isAvailable: @escaping (_ model: String) -> Bool
  ) {
    self.course = course
    self.files = files
    self.checks = checks
    self.isAvailable = isAvailable
  }

  /// The lesson that a submission is of, or why it can't be graded.
  ///
  /// - Throws: `Broken`, or what the host throws.
  mutating func lesson(for submission: Submission.Header) throws -> Result<GradedLesson, Submission.Problem> {
    let name = submission.lesson.name
    let lesson = try known[name] ?? load(name)
    known[name] = lesson
    guard case .success(let found) = lesson, !found.identity.hasCells(of: submission.lesson) else { return lesson }
    return .failure(.init("is of another version of \(name), whose cells have changed"))
  }

  private mutating func load(_ name: String) throws -> Result<GradedLesson, Submission.Problem> {
    guard let found = course.lessons.first(where: { $0.name == name }) else {
      return .failure(.init("is of a lesson that is not here: \(name)"))
    }
    let lesson = try Lesson(file: found.path, source: files.readFile(found.path))
    guard !lesson.exercises.isEmpty else { return .failure(.init("\(name) has no exercises")) }
    if let missing = lesson.frontMatter.needs.first(where: { !isAvailable($0) }) {
      throw Broken(description: "\(name) needs the model `\(missing)`, which is not on this machine")
    }
    let checks = try checks.flatMap { try hiddenChecks(in: $0, of: lesson, stem: found.file.stem) }
    let graded = GradedLesson(
      path: found.path, identity: LessonIdentity(lesson), exerciseCount: lesson.exercises.count, checks: checks)
    lessons.append(graded)
    return .success(graded)
  }

  /// The file of a lesson's hidden checks; nil when there is none.
  private func hiddenChecks(in folder: String, of lesson: Lesson, stem: String) throws -> String? {
    let path = "\(folder)/\(stem).checks.md"
    guard try files.names(inFolder: folder).contains("\(stem).checks.md") else { return nil }
    let real = { (path: String) in (realPath(of: path) ?? path) + "/" }
    guard !real(folder).hasPrefix(real(parentFolder(of: lesson.file))) else {
      throw Broken(description: "keep `\(folder)` out of the folder of the lessons, which students' answers may read")
    }
    let text = String(decoding: try files.readFile(path), as: UTF8.self)
    _ = try HiddenChecks(file: path, text: text, exerciseCount: lesson.exercises.count)
    return path
  }
}
