import Lessons
import Printing
import Script

/// The lessons of folders in the order in which they are taught, each in the language that somebody prefers.
package struct Course: Equatable, Sendable {
  package struct Part: Equatable, Sendable {
    /// Nil for lessons that stand under no heading.
    package let title: String?
    package let lessons: [CourseLesson]
  }

  package let parts: [Part]
  /// What is wrong with folders that could not be read.
  package let problems: [String]

  /// All lessons in order; they are numbered from 1.
  package var lessons: [CourseLesson] { parts.flatMap(\.lessons) }

  /// The course made of the lessons in `folders`, of which those that do not exist are passed over. Where two have a
  /// lesson of the same name, the one in the earlier folder counts.
  package init(folders: [String], languages: [LanguageTag], files: any Host) {
    var parts: [Part] = []
    var problems: [String] = []
    var seen: Set<String> = []
    for path in folders where (try? files.readablePath(path)) != nil {
      do {
        let folder = try LessonFolder(path, languages: languages, files: files)
        for part in folder.parts {
          let new = part.lessons.map { $0.path(in: languages) }
            .filter { seen.insert(LessonFileName(path: $0).name).inserted }
            .map { CourseLesson(path: $0, files: folder.files) }
          if !new.isEmpty { parts.append(Part(title: part.title, lessons: new)) }
        }
      } catch {
        problems.append("\(error)")
      }
    }
    self.parts = parts
    self.problems = problems
  }

  /// The lesson that somebody means by its name (`few-shot`), its file's name (`01-few-shot`) or its number.
  ///
  /// - Throws: `CourseError`.
  package func lesson(_ text: String) throws(CourseError) -> CourseLesson {
    let lesson = try found(text)
    if let problem = lesson.problem { throw .unreadable(problem) }
    return lesson
  }

  private func found(_ text: String) throws(CourseError) -> CourseLesson {
    let lessons = self.lessons
    guard !lessons.isEmpty else { throw problems.first.map { .unreadable($0) } ?? .noLessons }
    let wanted = text.lowercased()
    if let found = lessons.first(where: { [$0.name, $0.file.stem].contains(wanted) }) { return found }
    if let number = Int(text) {
      guard lessons.indices.contains(number - 1) else { throw .noNumber(number, count: lessons.count) }
      return lessons[number - 1]
    }
    throw .unknown(text, suggestion: nearest(to: wanted, among: lessons.map(\.name)))
  }
}

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

/// Why a lesson could not be found.
package enum CourseError: Error, Equatable, CustomStringConvertible {
  case noLessons
  case noNumber(Int, count: Int)
  case unknown(String, suggestion: String?)
  /// What is wrong with its file, or with the folder that should hold it.
  case unreadable(String)

  package var description: String {
    switch self {
    case .noLessons: "no lessons were found: PRIMER_HOME may name the folder that `Lessons` is in"
    case .noNumber(let number, let count): "there is no lesson \(number): the course has \(count)"
    case .unknown(let text, let suggestion):
      "there is no lesson `\(clipped(printable(text), to: 40))`"
        + (suggestion.map { "; did you mean `\($0)`?" } ?? ": `primer learn` lists them")
    case .unreadable(let problem): problem
    }
  }
}

/// The languages that a user reads, best first, each before what is less exact: `pt-BR`, `pt`.
///
/// `choice` is what the command line says and goes before all. Then, as GNU gettext has it, the first that is set of
/// `LC_ALL`, `LC_MESSAGES` and `LANG`; unless that says `C` or `POSIX`, the list in `LANGUAGE` goes before it.
package func preferredLanguages(_ choice: String?, environment: [String: String]) -> [LanguageTag] {
  let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
  let code = locale.prefix { $0 != "." && $0 != "@" }
  let isNeutral = ["", "C", "POSIX"].contains(code)
  let wishes = isNeutral ? [] : (environment["LANGUAGE"] ?? "").split(separator: ":").map(String.init) + [locale]
  var languages: [LanguageTag] = []
  for wish in [choice].compactMap({ $0 }) + wishes {
    for tag in LanguageTag(wish.prefix { $0 != "." && $0 != "@" })?.fallbacks ?? [] where !languages.contains(tag) {
      languages.append(tag)
    }
  }
  return languages
}
