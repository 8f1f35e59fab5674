import Lessons
import Script

/// Reruns a lesson with a student's answers in place of the solutions, and marks each exercise by what it leaves behind.
///
/// Answers first run as they did in class: after the lesson's own cells and the student's earlier answers, as far as
/// those passed. What fails so gets a second chance after the lesson's solutions alone.
package struct Grader {
  /// How long a cell may run that says nothing about it.
  package let timeout: Duration
  /// Whether cells marked `slow` run.
  package let runsSlowCells: Bool

  let session: Session
  let host: GradingHost

  /// A grader with the session that `session` makes for `host`.
  package init(host: GradingHost, session: (any Host) -> Session, timeout: Duration, runsSlowCells: Bool) {
    self.host = host
    self.session = session(host)
    self.timeout = timeout
    self.runsSlowCells = runsSlowCells
  }

  /// Marks `answers`, by the numbers of the exercises, and tells `report` about each as soon as it is known.
  ///
  /// - Throws: `CancellationError` when somebody stopped it.
  package func grade(
    _ lesson: Lesson, answers: [Int: String], hidden: HiddenChecks, report: (GradingMessage) -> Void
  ) throws {
    for (number, _, _) in lesson.exercises where answers[number] == nil {
      report(.marked(exercise: number, .unanswered))
    }
    let start = session.snapshot()
    var open = answers.filter { (1...max(1, lesson.exercises.count)).contains($0.key) }
    for keepsAnswers in [true, false] where !open.isEmpty {
      session.restore(start)
      let end = try walk(lesson, answers, hidden, keepsAnswers: keepsAnswers) { number, mark in
        guard let mark else { return report(.began(exercise: number)) }
        // What took too long would do so again.
        guard mark == .passed || mark == .timeout || !keepsAnswers, open.removeValue(forKey: number) != nil else {
          return
        }
        report(.marked(exercise: number, mark))
      }
      if !keepsAnswers, let end { return report(end) }
    }
    report(.ended)
  }

  /// Goes through the lesson; `tell` hears of an answer before it runs, with nil, and of its mark. `keepsAnswers` says
  /// that the lesson goes on from an answer that passed rather than from the solution. What it gives is why the lesson
  /// could not be gone through to its end.
  private func walk(
    _ lesson: Lesson, _ answers: [Int: String], _ hidden: HiddenChecks, keepsAnswers: Bool,
    tell: (Int, ExerciseMark?) -> Void
  ) throws -> GradingMessage? {
    var number = 0
    for cell in lesson.cells {
      if cell.exercise != nil { number += 1 }
      if cell.options.skip { continue }
      if cell.options.slow && !runsSlowCells {
        if cell.exercise != nil, answers[number] != nil { tell(number, .error("not run, because it is marked `slow`")) }
        continue
      }
      guard let exercise = cell.exercise else {
        if let fault = try run(cell.block.text, cell).fault(in: cell) {
          return .lessonBroken(line: cell.block.line, "this cell " + fault)
        }
        continue
      }
      let before = session.snapshot()
      if let fault = try run(exercise.solution.text, cell).fault(in: cell) {
        return .lessonBroken(line: exercise.solution.line, "this solution " + fault)
      }
      guard let answer = answers[number] else { continue }
      tell(number, nil)
      let solved = session.snapshot()
      let effect = SolutionEffect(of: exercise, in: session, before: before)
      session.restore(before)
      let checks = [exercise.check.text] + (hidden.checks[number] ?? [])
      let mark = try self.mark(answer, of: cell, in: before, effect, checks)
      tell(number, mark)
      if mark != .passed || !keepsAnswers { session.restore(solved) }
    }
    return nil
  }
}
