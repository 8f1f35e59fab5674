import Markdown
import Printing
import Script

/// The lessons of a folder in the order in which they are taught.
///
/// `README.md` of the folder is the list: a link to each lesson's file, under headings that name the course's parts.
/// Lessons that it leaves out come behind, in alphabetical order. A translation stands beside its lesson
/// (`01-few-shot.fr.md`) and takes its place for those who prefer the language; a lesson without one stays as it is.
package struct Course: Equatable, Sendable {
  package struct Part: Equatable, Sendable {
    /// Nil for lessons that stand under no heading.
    package let title: String?
    package let lessons: [CourseLesson]
  }

  package let parts: [Part]

  /// All lessons in order; they are numbered from 1.
  package var lessons: [CourseLesson] { parts.flatMap(\.lessons) }

  /// The course made of the lessons in `folders`, of which those that do not exist are passed over. Where two have a
  /// lesson of the same name, the one in the earlier folder counts.
  package init(folders: [String], languages: [String], files: any Host) {
    var parts: [Part] = []
    var seen: Set<String> = []
    for folder in folders {
      let list = LessonList(folder: folder, languages: languages, files: files)
      for (title, paths) in list.parts {
        let new = paths.filter { seen.insert(LessonFileName(path: $0).name).inserted }
        if !new.isEmpty { parts.append(Part(title: title, lessons: new.map { CourseLesson(path: $0, files: files) })) }
      }
    }
    self.parts = parts
  }

  /// The lesson that somebody means by its name (`few-shot`), its file's name (`01-few-shot`) or its number.
  ///
  /// - Throws: `CourseError`.
  package func lesson(_ text: String) throws(CourseError) -> CourseLesson {
    let lessons = self.lessons
    guard !lessons.isEmpty else { throw .noLessons }
    let wanted = text.lowercased()
    if let found = lessons.first(where: { [$0.name, $0.file.stem].contains(wanted) }) { return found }
    if let number = Int(text) {
      guard lessons.indices.contains(number - 1) else { throw .noNumber(number, count: lessons.count) }
      return lessons[number - 1]
    }
    throw .unknown(text, suggestion: nearest(to: wanted, among: lessons.map(\.name)))
  }
}

/// Why a lesson could not be found.
package enum CourseError: Error, Equatable, CustomStringConvertible {
  case noLessons
  case noNumber(Int, count: Int)
  case unknown(String, suggestion: String?)

  package var description: String {
    switch self {
    case .noLessons: "no lessons were found: PRIMER_HOME may name the folder that `Lessons` is in"
    case .noNumber(let number, let count): "there is no lesson \(number): the course has \(count)"
    case .unknown(let text, let suggestion):
      "there is no lesson `\(clipped(printable(text), to: 40))`"
        + (suggestion.map { "; did you mean `\($0)`?" } ?? ": `primer learn` lists them")
    }
  }
}
