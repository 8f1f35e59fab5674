import Classroom
import Foundation
import Platform

/// Grades one file in a process of its own. Should an answer take the process down, the others are run again without it.
struct GradingProcess {
  /// What such processes have in common.
  struct Start: Sendable {
    let options: GradeOptions
    let environment: [String: String]
  }

  private let start: Start
  private let lesson: LessonShelf.Lesson
  private let submission: String?

  /// For the file `submission`; nil for the lesson's own solutions.
  init(_ start: Start, _ lesson: LessonShelf.Lesson, submission: String?) {
    self.start = start
    self.lesson = lesson
    self.submission = submission
  }

  /// The marks of the lesson's exercises in order.
  func marks() -> Result<[ExerciseMark], LessonShelf.Problem> {
    var marks: [Int: ExerciseMark] = [:]
    var excluded: [Int] = []
    while true {
      var hasEnded = false
      var current: Int?
      var broken: String?
      let process: ChildProcess
      do {
        process = try ChildProcess(primer: arguments(excluded), environment: start.environment)
      } catch {
        return .failure(LessonShelf.Problem(description: "could not be run: \(error)"))
      }
      process.forEachLine { line in
        switch try? JSONDecoder().decode(GradingMessage.self, from: Data(line)) {
        case .began(let exercise): current = exercise
        case .marked(let exercise, let mark):
          current = nil
          if !excluded.contains(exercise) { marks[exercise] = mark }
        case .lessonBroken(let line, let sentence): broken = "line \(line) of the lesson: \(sentence)"
        case .ended: hasEnded = true
        case nil: break
        }
      }
      let end = process.wait()
      if hasEnded { break }
      if let broken { return .failure(LessonShelf.Problem(description: broken)) }
      guard let exercise = current else {
        return .failure(LessonShelf.Problem(description: "could not be run to its end: \(Self.words(for: end))"))
      }
      marks[exercise] = end == .exit(code: GradeFile.late) ? .timeout : .crashed(Self.words(for: end))
      excluded.append(exercise)
    }
    return .success((1...lesson.exerciseCount).map { marks[$0] ?? .unanswered })
  }

  private func arguments(_ excluded: [Int]) -> [String] {
    ["grade-file"] + start.options.arguments + excluded.map { "--without=\($0)" }
      + (lesson.checks.map { ["--checks=\($0)"] } ?? []) + ["--", lesson.path] + [submission].compactMap { $0 }
  }

  private static func words(for end: ChildProcess.End) -> String {
    switch end {
    case .exit(GradeFile.late): "it took too long"
    case .exit(let code): "exit code \(code)"
    case .signal(let number): String(cString: strsignal(number))
    }
  }
}
