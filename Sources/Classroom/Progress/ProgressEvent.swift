/// One thing that a student did in a lesson.
package struct ProgressEvent: Equatable, Sendable {
  /// What was done. Cells are counted from 1.
  package enum Action: Equatable, Sendable {
    /// The lesson was begun or gone on with.
    case opened
    /// What is on the screen now: the cell that comes next (one more than there are at the end), and the line of the
    /// lesson's file on which what is shown begins.
    case place(cell: Int, line: Int)
    /// The lesson's cell was run.
    case ran(cell: Int)
    /// Something else was run in front of a cell.
    case tried(cell: Int, String)
    /// What the student said that the cell would print.
    case predicted(cell: Int, String)
    /// An answer to an exercise: the whole cell with its blanks filled.
    case answered(cell: Int, String, passed: Bool)
    /// One more hint was shown.
    case hint(cell: Int)
    /// The solution was shown.
    case solution(cell: Int)
    /// The cell was passed over.
    case skipped(cell: Int)
    /// The end of the lesson was reached.
    case finished

    /// What the student typed.
    var text: String? {
      switch self {
      case .tried(_, let text), .predicted(_, let text), .answered(_, let text, _): text
      case .opened, .place, .ran, .hint, .solution, .skipped, .finished: nil
      }
    }
  }

  /// Seconds since 1970.
  package let time: Double
  package let lesson: LessonIdentity
  package let action: Action

  package init(time: Double, lesson: LessonIdentity, _ action: Action) {
    self.time = time
    self.lesson = lesson
    self.action = action
  }
}
