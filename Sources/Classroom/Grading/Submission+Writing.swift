import Lessons
import Script

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
