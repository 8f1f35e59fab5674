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
