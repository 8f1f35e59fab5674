import Lessons
import Script

/// A student's answers to the exercises of a lesson, in one file that people can read and `primer grade` reruns.
///
/// The file is Markdown. Its front matter says whose work it is and which version of which lesson it belongs to; each
/// answer is a cell below a heading that names the exercise.
package struct Submission: Equatable, Sendable {
  /// As the student wrote it, one line.
  package let student: String
  /// The lesson and its version.
  package let lesson: LessonIdentity
  /// The last answers by the numbers of their exercises, which are counted from 1.
  package let answers: [Int: String]

  package init(student: String, lesson: LessonIdentity, answers: [Int: String]) {
    self.student = student
    self.lesson = lesson
    self.answers = answers
  }

  /// Why a file is no submission.
  package struct Problem: Error, Equatable, CustomStringConvertible {
    package let description: String
  }

  /// More than this nobody types.
  package static let largestFile = 1 << 20

  /// Reads a submission.
  ///
  /// - Throws: `Problem`.
  package init(file: String, bytes: [UInt8]) throws(Problem) {
    guard bytes.count <= Self.largestFile else { throw Problem(description: "is larger than a submission can be") }
    let document: Lesson
    do {
      document = try Lesson(file: file, source: bytes)
    } catch {
      throw Problem(description: "is damaged: line \(error.line): \(error.problem.sentence)")
    }
    let values = document.frontMatter.values
    guard let lesson = values["lesson"], let checksum = values["checksum"] else {
      throw Problem(description: "is no submission: `primer submit` writes one")
    }
    student = printable(values["student"] ?? "")
    self.lesson = LessonIdentity(name: lesson, language: nil, checksum: checksum)
    var answers: [Int: String] = [:]
    var exercise: Int?
    for part in document.parts {
      switch part {
      case .prose(let prose):
        for line in document.text(of: prose.bytes).split(whereSeparator: \.isNewline) where line.hasPrefix("#") {
          exercise = Self.exercise(ofHeading: line)
        }
      case .cell(let cell):
        guard let number = exercise else { continue }
        guard answers.updateValue(cell.block.text, forKey: number) == nil else {
          throw Problem(description: "is damaged: line \(cell.block.line): a second answer to exercise \(number)")
        }
      }
    }
    self.answers = answers
  }

  /// The number in `## Exercise 2: …`; nil for another heading.
  private static func exercise(ofHeading line: Substring) -> Int? {
    let words = line.split(whereSeparator: { $0 == " " || $0 == ":" })
    guard words.count >= 3, words[0] == "##", words[1] == "Exercise", let number = Int(words[2]) else { return nil }
    return number
  }
}

extension Lesson {
  /// The exercises with the numbers of their cells, both counted from 1.
  package var exercises: [(number: Int, cell: Int, exercise: Exercise)] {
    var exercises: [(number: Int, cell: Int, exercise: Exercise)] = []
    for (index, cell) in cells.enumerated() {
      if let exercise = cell.exercise { exercises.append((exercises.count + 1, index + 1, exercise)) }
    }
    return exercises
  }
}
