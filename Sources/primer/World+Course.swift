import Classroom
import Foundation
import Lessons
import Platform
import Terminal

extension World {
  /// The course of the lessons that are found, in the language that `choice` or the environment asks for.
  func course(language choice: String?) -> Course {
    Course(
      folders: lessonFolders, languages: preferredLanguages(choice, environment: environment), files: host())
  }

  /// The path of the lesson that `text` means: of a file, or by name or number in `course`.
  ///
  /// - Throws: `CourseError`.
  func lessonPath(_ text: String, in course: Course) throws -> String {
    text.hasSuffix(".md") || text.contains("/") ? text : try course.lesson(text).path
  }

  /// Parses the lesson in a file.
  ///
  /// - Throws: `LessonError` or `FileError`.
  func lesson(at path: String) throws -> Lesson { try Lesson(file: path, source: host().readFile(path)) }

  /// The student's log; nil without a home folder.
  var progressLog: ProgressLog? { ProgressLog(environment: environment) }

  /// What a lesson's progress is recorded with.
  func recorder(of lesson: Lesson) -> ProgressRecorder {
    ProgressRecorder(
      progressLog, lesson: LessonIdentity(lesson), now: { Date().timeIntervalSince1970 },
      warn: { writeAll($0 + "\n", to: STDERR_FILENO) })
  }
}
