import Printing
import Script

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The marks of a class, a row a file, in the forms in which they are wanted.
package struct GradeTable: Sendable {
  package let files: [GradedFile]

  package init(_ files: [GradedFile]) {
    self.files = files
  }

  private var exerciseCount: Int { files.map(\.marks.count).max() ?? 0 }

  private var header: [String] {
    ["file", "student", "lesson"] + (1...max(1, exerciseCount)).prefix(exerciseCount).map { "exercise \($0)" }
      + ["passed", "of", "remarks"]
  }

  private func row(_ file: GradedFile) -> [String] {
    let marks = (0..<exerciseCount).map { file.marks.indices.contains($0) ? "\(file.marks[$0].points)" : "" }
    let sum = file.problem == nil ? ["\(file.points)", "\(file.marks.count)"] : ["", ""]
    return [file.path, file.student, file.lesson] + marks + sum + [file.remarks]
  }

  /// Comma-separated values (RFC 4180), one line a file below a header.
  ///
  /// A value that a spreadsheet would take for a formula has an apostrophe in front, as OWASP advises against CSV
  /// injection.
  package var csv: String {
    commaSeparated([header] + files.map { row($0).map(Self.withoutFormula) })
  }

  private static func withoutFormula(_ text: String) -> String {
    let isFormula = text.unicodeScalars.first.map { "=+-@\t\r\n|＝＋－＠".unicodeScalars.contains($0) } ?? false
    return isFormula ? "'" + text : text
  }

  /// A table for people.
  package var text: String {
    let short = files.map { file -> [String] in
      let marks = file.marks.map { $0 == .passed ? "✓" : $0 == .unanswered ? "·" : "✗" }.joined(separator: " ")
      let sum = file.problem == nil ? "\(file.points)/\(file.marks.count)" : "-"
      let remarks = file.remarks.split(whereSeparator: \.isNewline).joined(separator: " ")
      return [name(of: file), file.lesson, marks, sum, printable(remarks)]
    }
    let rows = [["student", "lesson", "exercises", "passed", "remarks"]] + short
    let widths = (0..<5).map { column in rows.map { displayWidth($0[column]) }.max() ?? 0 }
    return rows.map { row in
      let cells = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - displayWidth($0)) }
      return cells.joined(separator: "  ").withoutSpacesAtEnd + "\n"
    }.joined()
  }

  /// The student, with the file where that is not enough: anybody can write any name into a submission.
  private func name(of file: GradedFile) -> String {
    if file.student.isEmpty { return printable(file.path) }
    let isAlone = files.count { $0.student == file.student && $0.lesson == file.lesson } == 1
    return printable(isAlone ? file.student : "\(file.student) (\(file.path))")
  }

  /// A JSON array with an object a file.
  package var json: String {
    struct Entry: Encodable {
      struct Mark: Encodable {
        var exercise: Int
        var passed: Bool
        var result: String
      }
      var file: String
      var student: String
      var lesson: String
      var exercises: [Mark]
      var passed: Int
      var problem: String?
    }
    let entries = files.map { file in
      let marks = file.marks.enumerated().map {
        Entry.Mark(exercise: $0 + 1, passed: $1 == .passed, result: $1.words)
      }
      return Entry(
        file: file.path, student: file.student, lesson: file.lesson, exercises: marks, passed: file.points,
        problem: file.problem)
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    // Texts and small numbers can always be encoded.
    return (try? encoder.encode(entries)).map { String(decoding: $0, as: UTF8.self) + "\n" } ?? ""
  }
}

/// What came of grading one student's file.
package struct GradedFile: Equatable, Sendable {
  /// The file as it was found.
  package let path: String
  package let student: String
  /// The lesson's name; empty when that is not known.
  package let lesson: String
  /// The marks of the exercises in order; none when the file could not be graded.
  package let marks: [ExerciseMark]
  /// Why the file could not be graded.
  package let problem: String?

  package init(path: String, student: String, lesson: String, marks: [ExerciseMark]) {
    (self.path, self.student, self.lesson, self.marks, problem) = (path, student, lesson, marks, nil)
  }

  package init(path: String, student: String = "", lesson: String = "", problem: String) {
    (self.path, self.student, self.lesson, self.marks, self.problem) = (path, student, lesson, [], problem)
  }

  /// How many exercises are passed.
  package var points: Int { marks.reduce(0) { $0 + $1.points } }

  /// What there is to say besides the marks: the problem, or the exercises that are not passed.
  package var remarks: String {
    if let problem { return problem }
    return marks.enumerated().filter { $1 != .passed }.map { "\($0 + 1): \($1.words)" }.joined(separator: "; ")
  }
}
