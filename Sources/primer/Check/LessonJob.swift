import Foundation
import Lessons
import Platform
import Synchronization

/// Runs one lesson in a process of its own.
final class LessonJob: Sendable {
  /// Why the process was ended from outside.
  enum End: Sendable {
    case totalTimeout(Duration)
    case interrupted
  }

  /// What came of it.
  struct Result: Sendable {
    var report: CheckReport.File
    var inputs: [LessonRecord.Input] = []
  }

  private struct State {
    var end: End?
    var process: ChildProcess?
  }

  let lesson: Lesson
  private let options: LessonOptions
  private let environment: [String: String]
  private let state = Mutex(State())

  init(_ lesson: Lesson, _ options: LessonOptions, environment: [String: String]) {
    self.lesson = lesson
    self.options = options
    self.environment = environment
  }

  /// Ends the process, or keeps it from being started.
  func stop(_ end: End) {
    state.withLock { state in
      guard state.end == nil else { return }
      state.end = end
      state.process?.kill()
    }
  }

  /// Runs the lesson to its end. A process that ended otherwise is a failure of the cell that it was at.
  func run() -> Result {
    let arguments = ["check-lesson", "--quiet"] + options.arguments + ["--", lesson.file]
    let process: ChildProcess
    do {
      let started = try state.withLock { state throws(ChildProcess.StartError) in
        guard state.end == nil else { return nil as ChildProcess? }
        state.process = try ChildProcess(primer: arguments, environment: environment)
        return state.process
      }
      guard let started else { return broken([], how: .crash("")) }
      process = started
    } catch {
      let sentence = "could not be run: \(error)"
      return Result(report: .init(path: lesson.file, problem: .init(line: nil, sentence: sentence)))
    }
    var cells: [CellReport] = []
    var result: Result?
    process.forEachLine { line in
      switch LessonMessage(line: Data(line)) {
      case .cell(let cell): cells.append(cell)
      case .lesson(let report, let inputs): result = Result(report: report, inputs: inputs)
      case nil: break
      }
    }
    let end = process.wait()
    state.withLock { $0.process = nil }
    return result ?? broken(cells, how: failure(end, at: cells.count))
  }

  private func failure(_ end: ChildProcess.End, at index: Int) -> CellFailure {
    switch end {
    case .exit(CheckLesson.late) where lesson.cells.indices.contains(index):
      .timeout(lesson.cells[index].options.timeout ?? options.settings.timeout)
    case .exit(let code): .crash("exit code \(code)")
    case .signal(let number): .crash("signal \(number) (\(String(cString: strsignal(number))))")
    }
  }

  /// The report of a lesson that came to no end: the cell behind those that did has failed, the others never ran.
  private func broken(_ done: [CellReport], how failure: CellFailure) -> Result {
    var failure = failure
    if case .totalTimeout(let limit) = state.withLock({ $0.end }) { failure = .totalTimeout(limit) }
    var report = CheckReport.File(path: lesson.file, cells: done)
    let rest = lesson.cells.dropFirst(done.count)
    guard let first = rest.first else {
      report.problem = .init(line: nil, sentence: failure.sentence)
      return Result(report: report)
    }
    report.cells.append(CellReport(first, .failed(failure)))
    report.cells += rest.dropFirst().map { CellReport($0, .blocked(line: first.block.line)) }
    return Result(report: report)
  }
}
