import Lessons
import Script

/// A lesson in the list of a course.
package struct CourseLesson: Equatable, Sendable {
  /// Where the file is, in the language that was chosen.
  package let path: String
  /// What its name says.
  package let file: LessonFileName
  /// The first heading, or the name when the file cannot be read.
  package let title: String
  /// How long it takes in class, by its front matter.
  package let minutes: Int?
  /// The models that it needs.
  package let needs: [String]
  /// What is wrong with the file, when it cannot be read.
  package let problem: String?

  /// What it is called on the command line.
  package var name: String { file.name }

  /// The lesson in the file at `path`, which is read by `files`.
  package init(path: String, files: any Host) {
    self.path = path
    file = LessonFileName(path: path)
    do {
      let lesson = try Lesson(file: path, source: files.readFile(path))
      title = lesson.title
      minutes = lesson.frontMatter.minutes
      needs = lesson.frontMatter.needs
      problem = nil
    } catch {
      title = file.name
      minutes = nil
      needs = []
      problem = "\(error)"
    }
  }
}
