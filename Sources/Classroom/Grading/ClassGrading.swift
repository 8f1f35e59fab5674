import Checking
import Platform
import Script

/// Grades what a class has handed in, each file in a process of its own.
package struct ClassGrading {
  private let files: any Script.Host
  private let pool: WorkerPool
  private let process: GradingProcess
  private var shelf: LessonShelf

  /// Grades by the lessons of `course`.
  ///
  /// - Parameters:
  ///   - files: Through which submissions, lessons and checks are found and read.
  ///   - checks: A folder of hidden checks.
  ///   - isAvailable: Whether a model that a lesson needs is at hand.
  ///   - pool: On whose threads `processes` are started with `arguments` and waited for.
  package init(
    _ course: Course, files: any Script.Host, checks: String?, isAvailable: @escaping (_ model: String) -> Bool,
    pool: WorkerPool, processes: ConfinedProcesses, arguments: [String]
  ) {
    self.files = files
    self.pool = pool
    process = GradingProcess(processes: processes, arguments: arguments)
    shelf = LessonShelf(course, files: files, checks: checks, isAvailable: isAvailable)
  }

  private struct Entry: Sendable {
    let path: String
    let submission: Submission.Header
    let lesson: GradedLesson

    func graded(_ marks: Result<[ExerciseMark], Submission.Problem>) -> GradedFile {
      let (student, name) = (submission.student, submission.lesson.name)
      return switch marks {
      case .success(let marks): GradedFile(path: path, student: student, lesson: name, marks: marks)
      case .failure(let problem):
        GradedFile(path: path, student: student, lesson: name, problem: problem.description)
      }
    }
  }

  /// The marks of all files at `paths`. Each lesson must first pass its own checks with its own solutions.
  ///
  /// - Throws: `CancellationError` when the user stopped it, and an error that says why no student can be graded.
  package mutating func grade(_ paths: [String]) throws -> GradeTable {
    var graded: [GradedFile?] = []
    var entries: [(place: Int, entry: Entry)] = []
    for file in try SubmissionFinder(files: files).files(at: paths) {
      switch file {
      case .other(let path, let problem): graded.append(GradedFile(path: path, problem: problem))
      case .submission(let path, let submission):
        switch try shelf.lesson(for: submission) {
        case .success(let lesson):
          entries.append((graded.count, Entry(path: path, submission: submission, lesson: lesson)))
          graded.append(nil)
        case .failure(let problem):
          graded.append(
            GradedFile(
              path: path, student: submission.student, lesson: submission.lesson.name, problem: problem.description))
        }
      }
    }
    let lessons = shelf.lessons
    try pool.run(lessons.count, job: { [process] in process.marks(by: lessons[$0], submission: nil) }) {
      try requirePassed($1, lessons[$0])
    }
    let jobs = entries.map(\.entry)
    try pool.run(
      jobs.count, job: { [process] in process.marks(by: jobs[$0].lesson, submission: jobs[$0].path) }
    ) { number, marks in
      graded[entries[number].place] = jobs[number].graded(marks)
      files.report(ProgressReport("grade", completed: number + 1, of: jobs.count, detail: "files"))
    }
    return GradeTable(graded.compactMap { $0 })
  }

  private func requirePassed(_ marks: Result<[ExerciseMark], Submission.Problem>, _ lesson: GradedLesson) throws {
    switch marks {
    case .failure(let problem): throw LessonShelf.Broken(description: "\(lesson.path): \(problem)")
    case .success(let marks):
      guard let index = marks.firstIndex(where: { $0 != .passed }) else { return }
      throw LessonShelf.Broken(
        description: "\(lesson.path): the solution of exercise \(index + 1) does not pass: \(marks[index].words)")
    }
  }
}

/// Grades one file in a process of its own. Should an answer take the process down, the others are run again without it.
private struct GradingProcess: Sendable {
  let processes: ConfinedProcesses
  let arguments: [String]

  /// The marks of the lesson's exercises in order, for the file `submission`; nil for the lesson's own solutions.
  func marks(by lesson: GradedLesson, submission: String?) -> Result<[ExerciseMark], Submission.Problem> {
    var marks: [Int: ExerciseMark] = [:]
    var excluded: [Int] = []
    while true {
      var hasEnded = false
      var current: Int?
      var problem: String?
      let end: ChildProcess.End?
      do {
        end = try processes.run(arguments(lesson, submission, excluded)) { (message: GradingMessage) in
          switch message {
          case .refused(let reason): problem = reason
          case .began(let exercise): current = exercise
          case .marked(let exercise, let mark):
            current = nil
            if !excluded.contains(exercise) { marks[exercise] = mark }
          case .lessonBroken(let line, let sentence): problem = "line \(line) of the lesson: \(sentence)"
          case .ended: hasEnded = true
          }
        }
      } catch {
        return .failure(.init("could not be run: \(error)"))
      }
      if hasEnded { return .success((1...lesson.exerciseCount).map { marks[$0] ?? .unanswered }) }
      if let problem { return .failure(.init(problem)) }
      guard let end, let exercise = current else {
        return .failure(.init("could not be run to its end: \(end?.words ?? "it was not started")"))
      }
      marks[exercise] = end.isLate ? .timeout : .crashed(end.words)
      excluded.append(exercise)
    }
  }

  private func arguments(_ lesson: GradedLesson, _ submission: String?, _ excluded: [Int]) -> [String] {
    arguments + excluded.map { "--without=\($0)" } + (lesson.checks.map { ["--checks=\($0)"] } ?? [])
      + ["--", lesson.path] + [submission].compactMap { $0 }
  }
}
