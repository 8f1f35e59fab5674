import Lessons
import Platform

/// A lesson that has been checked.
package struct CheckedLesson: Sendable {
  package var report: CheckReport.File
  /// What it has read.
  package var inputs: [LessonRecord.Input]

  package init(_ report: CheckReport.File, inputs: [LessonRecord.Input] = []) {
    self.report = report
    self.inputs = inputs
  }
}

/// What the process that checks a lesson tells the one that started it.
package enum LessonMessage: Codable {
  /// A cell is done.
  case cell(CellReport)
  /// All cells are done: what is wrong with the lesson as a whole, and what it has read.
  case ended(problem: CheckReport.Problem?, inputs: [LessonRecord.Input])
}

/// Checks lessons in processes of their own. A process that does not come to its end is a failure of the cell that it was
/// at.
package struct LessonProcess: Sendable {
  private let processes: ConfinedProcesses
  private let arguments: [String]
  private let timeout: Duration
  private let totalTimeout: Duration?

  /// - Parameters:
  ///   - arguments: Those of a process, without the lesson.
  ///   - timeout: The time limit of cells without `timeout=`.
  ///   - totalTimeout: The time limit of all lessons together.
  package init(_ processes: ConfinedProcesses, arguments: [String], timeout: Duration, totalTimeout: Duration?) {
    self.processes = processes
    self.arguments = arguments
    self.timeout = timeout
    self.totalTimeout = totalTimeout
  }

  /// Checks a lesson.
  package func check(_ lesson: Lesson) -> CheckedLesson {
    var checked = CheckedLesson(.init(path: lesson.file))
    var hasEnded = false
    let end: ChildProcess.End?
    do {
      end = try processes.run(arguments + ["--", lesson.file]) { (message: LessonMessage) in
        switch message {
        case .cell(let cell): checked.report.cells.append(cell)
        case .ended(let problem, let inputs):
          (checked.report.problem, checked.inputs) = (problem, inputs)
          hasEnded = true
        }
      }
    } catch {
      checked.report.problem = .init(line: nil, sentence: "could not be run: \(error)")
      return checked
    }
    if !hasEnded { fail(&checked.report, of: lesson, end) }
    return checked
  }

  /// The cell after those that came to their end has failed, and the others never ran.
  private func fail(_ report: inout CheckReport.File, of lesson: Lesson, _ end: ChildProcess.End?) {
    let rest = lesson.cells.dropFirst(report.cells.count)
    let failure: CellFailure
    if processes.stop == .outOfTime, let totalTimeout {
      failure = .totalTimeout(totalTimeout)
    } else if end?.isLate == true, let cell = rest.first {
      failure = .timeout(cell.options.timeout ?? timeout)
    } else {
      failure = .crash(end?.words ?? "it was not started")
    }
    guard let first = rest.first else {
      report.problem = .init(line: nil, sentence: failure.sentence)
      return
    }
    report.cells.append(CellReport(first, .failed(failure)))
    report.cells += rest.dropFirst().map { CellReport($0, .blocked(line: first.block.line)) }
  }
}
