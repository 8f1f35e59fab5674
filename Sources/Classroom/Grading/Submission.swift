import Lessons
import Script

/// A student's answers to the exercises of a lesson, in one file that people can read and `primer grade` reruns.
///
/// The file is Markdown. Its front matter says whose work it is and which version of which lesson it belongs to; each
/// answer is a block marked `primer` below a heading that names the exercise. Nothing else in it means anything: it is
/// read in time linear in its length, whatever it holds.
package struct Submission: Equatable, Sendable {
  /// What the file says of itself.
  package struct Header: Equatable, Sendable {
    /// As the student wrote it, one line.
    package let student: String
    /// The lesson and its version.
    package let lesson: LessonIdentity
  }

  package let header: Header
  /// The last answers by the numbers of their exercises, which are counted from 1.
  package let answers: [Int: String]

  /// Why a file is no submission.
  package struct Problem: Error, Equatable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }

    fileprivate init(line: Int, _ sentence: String) { self.init("is damaged: line \(line): \(sentence)") }
  }

  /// The most bytes that a file may have: more than this nobody types.
  package static let largestFile = 1 << 20
  /// The most bytes that its front matter may take.
  package static let longestHeader = 1 << 14

  /// Reads a submission.
  ///
  /// - Throws: `Problem`.
  package init(_ bytes: [UInt8]) throws(Problem) {
    guard bytes.count <= Self.largestFile else { throw Problem("is larger than a submission can be") }
    var lines = SubmissionLines(bytes)
    header = try Header(&lines)
    var answers: [Int: String] = [:]
    var exercise: Int?
    while let line = try lines.next() {
      if line.hasPrefix("#") { exercise = Self.exercise(ofHeading: line) }
      guard let fence = AnswerFence(opening: line) else { continue }
      let start = lines.number
      let content = try lines.content(of: fence)
      guard fence.info.split(separator: " ").first == "primer" else { continue }
      guard fence.info == "primer" else { throw Problem(line: start, "an answer's block is marked `primer` alone") }
      guard let number = exercise else { continue }
      guard answers.updateValue(content, forKey: number) == nil else {
        throw Problem(line: start, "a second answer to exercise \(number)")
      }
    }
    self.answers = answers
  }

  /// The number in `## Exercise 2: …`; nil for another heading.
  private static func exercise(ofHeading line: String) -> Int? {
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

extension Submission.Header {
  /// Reads what a file that begins with `bytes` says of itself. Nothing but its front matter is looked at.
  ///
  /// - Throws: `Problem`.
  package init(_ bytes: [UInt8]) throws(Submission.Problem) {
    var lines = SubmissionLines(bytes)
    try self.init(&lines)
  }

  fileprivate init(_ lines: inout SubmissionLines) throws(Submission.Problem) {
    let noSubmission = Submission.Problem("is no submission: `primer submit` writes one")
    guard try lines.next() == "---" else { throw noSubmission }
    var values: [String: String] = [:]
    while true {
      guard lines.offset <= Submission.longestHeader, let line = try lines.next() else {
        throw .init(line: 1, LessonError.Problem.unclosedFrontMatter.sentence)
      }
      if line.trimmed == "---" { break }
      guard let colon = line.firstIndex(of: ":") else { continue }
      let (key, value) = (String(line[..<colon]), String(line[line.index(after: colon)...]).trimmed)
      guard values.updateValue(value, forKey: key) == nil else {
        throw .init(line: lines.number, LessonError.Problem.repeatedKey(key).sentence)
      }
    }
    guard let lesson = values["lesson"], let checksum = values["checksum"] else { throw noSubmission }
    student = printable(values["student"] ?? "")
    self.lesson = LessonIdentity(name: lesson, language: nil, checksum: checksum)
  }
}

/// The lines of a submission, one after the other.
private struct SubmissionLines {
  private let bytes: [UInt8]
  /// The first byte of the next line.
  private(set) var offset: Int
  /// The number of the last line that was read, from 1.
  private(set) var number = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    offset = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// The next line without its ending; nil at the end.
  mutating func next() throws(Submission.Problem) -> String? {
    guard offset < bytes.count else { return nil }
    number += 1
    if number == 1, bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      throw Submission.Problem(line: 1, LessonError.Problem.utf16.sentence)
    }
    let end = bytes[offset...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    var line = bytes[offset..<end]
    offset = end + 1
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    guard let text = String(validating: line, as: UTF8.self) else {
      throw Submission.Problem(line: number, LessonError.Problem.invalidUTF8.sentence)
    }
    return text
  }

  /// The lines up to the one that closes `fence`, which has just been read.
  mutating func content(of fence: AnswerFence) throws(Submission.Problem) -> String {
    let start = number
    var content: [String] = []
    while let line = try next() {
      if fence.isClosed(by: line) { return content.joined(separator: "\n") }
      content.append(fence.withoutIndentation(line))
    }
    throw Submission.Problem(line: start, LessonError.Problem.unclosedFence.sentence)
  }
}

/// The line in front of an answer: three or more backticks or tildes and a word, up to three spaces before them.
private struct AnswerFence {
  let info: String
  private let mark: Character
  private let length: Int
  private let indentation: Int

  init?(opening line: String) {
    let rest = line.drop { $0 == " " }
    indentation = line.count - rest.count
    guard indentation <= 3, let mark = rest.first, mark == "`" || mark == "~" else { return nil }
    let info = rest.drop { $0 == mark }
    guard rest.count - info.count >= 3, mark == "~" || !info.contains(mark) else { return nil }
    self.mark = mark
    length = rest.count - info.count
    self.info = String(info).trimmed
  }

  func isClosed(by line: String) -> Bool {
    let rest = line.drop { $0 == " " }
    let end = rest.drop { $0 == mark }
    return line.count - rest.count <= 3 && rest.count - end.count >= length && end.allSatisfy(\.isWhitespace)
  }

  func withoutIndentation(_ line: String) -> String {
    String(line.dropFirst(min(indentation, line.count - line.drop { $0 == " " }.count)))
  }
}

extension Submission {
  /// The file's text: a student's work in a lesson, as far as it has come. `version` is Primer's, `date` a day as
  /// `2026-11-24`.
  ///
  /// What the student predicted stands there for the teacher to read; nothing reads it back.
  package static func text(
    student: String, lesson: Lesson, progress: LessonProgress, version: String, date: String
  ) -> String {
    let identity = LessonIdentity(lesson)
    let name = line(student)
    var text = """
      ---
      student: \(name)
      lesson: \(identity.name)
      checksum: \(identity.checksum)
      primer: \(line(version))
      date: \(line(date))
      ---

      # \(line(lesson.title)): the work of \(name.isEmpty ? "a student" : name)

      """
    var exercise = 0
    for (index, cell) in lesson.cells.enumerated() {
      let number = index + 1
      if cell.exercise != nil {
        exercise += 1
        text += section(exercise, cell: number, progress.exercises[number])
      } else if cell.options.predict, let prediction = progress.predictions[number], !prediction.isEmpty {
        text += "\n## Prediction: cell \(number)\n\n"
        for line in prediction.split(whereSeparator: \.isNewline) { text += "> \(printable(String(line)))\n" }
      }
    }
    return text
  }

  private static func section(_ number: Int, cell: Int, _ exercise: LessonProgress.Exercise?) -> String {
    let heading = "\n## Exercise \(number): cell \(cell)\n\n"
    guard let exercise, let answer = exercise.answer else { return heading + "Not answered.\n" }
    var notes = ["\(exercise.attempts) \(exercise.attempts == 1 ? "answer" : "answers")"]
    if exercise.hints > 0 { notes.append("\(exercise.hints) \(exercise.hints == 1 ? "hint" : "hints")") }
    if exercise.sawSolution { notes.append("the solution was shown") }
    let result = exercise.hasPassed ? "Passed" : "Not passed"
    let fence = String(repeating: "`", count: max(3, longestRun(of: "`", in: answer) + 1))
    return heading + "\(result); \(notes.joined(separator: ", ")).\n\n\(fence)primer\n\(answer)\n\(fence)\n"
  }

  /// A text on one line.
  private static func line(_ text: String) -> String {
    printable(text.split(whereSeparator: \.isNewline).joined(separator: " "))
  }

  private static func longestRun(of character: Character, in text: String) -> Int {
    var (longest, current) = (0, 0)
    for other in text {
      current = other == character ? current + 1 : 0
      longest = max(longest, current)
    }
    return longest
  }
}
