import Lessons
import Script

/// Reruns a lesson with a student's answers in place of the solutions, and marks each exercise by what it leaves behind.
///
/// Answers first run as they did in class: after the lesson's own cells and the student's earlier answers, as far as
/// those passed. What fails so gets a second chance after the lesson's solutions alone.
package struct Grader {
  /// What tells whether a cell is late, also while it does not look up.
  package var host: CapturingHost { runner.host }

  private let runner: CellRunner
  private let runsSlowCells: Bool
  private var session: Session { runner.session }

  /// A grader with the session that `session` makes for a host in front of `host`. Nothing that cells print is shown.
  ///
  /// - Parameters:
  ///   - timeout: The processor time that cells without `timeout=` may take.
  ///   - runsSlowCells: Whether cells marked `slow` run.
  package init(host: any Host, session: (any Host) -> Session, timeout: Duration, runsSlowCells: Bool) {
    runner = CellRunner(CapturingHost(host, .drop, clock: .processor), session: session, timeout: timeout)
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
  /// that the lesson goes on from an answer that passed rather than from the solution.
  ///
  /// - Returns: Why the lesson could not be gone through to its end; nil when it could.
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
        if let failure = try runner.run(cell.block, cell.options).failure() {
          return .lessonBroken(line: failure.line ?? cell.block.line, failure.remark)
        }
        continue
      }
      let before = session.snapshot()
      if let failure = try runner.run(exercise.solution, cell.options).failure()?.ofSolution {
        return .lessonBroken(line: failure.line ?? exercise.solution.line, failure.remark)
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

  /// Marks an answer that runs in `state`, by what counts of it. When it passes, the session is left in the state that
  /// was checked.
  private func mark(
    _ answer: String, of cell: Cell, in state: Session.Snapshot, _ effect: SolutionEffect, _ checks: [String]
  ) throws -> ExerciseMark {
    switch try runner.run(answer, cell.options).failure() {
    case nil: break
    case .timeout: return .timeout
    case let failure?: return .error(failure.remark)
    }
    effect.restrict(session, to: answer, before: state)
    for (index, check) in checks.enumerated() {
      let (run, value) = runner.value(of: SourceText(check), cell.options)
      if case .timeout? = try run.failure() { return .timeout }
      // A check that ends in an error, such as for a name without a meaning, has no value.
      if value != .boolean(true) { return index == 0 ? .wrong : .hiddenCheckFailed(index) }
    }
    return .passed
  }
}
