import ArgumentParser
import Classroom
import Foundation
import Lessons
import Platform
import Script
import Terminal

/// `primer grade`: reruns what students handed in, each file confined to a process of its own, and marks it.
struct Grade: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Rerun the files that students handed in, and mark each exercise.",
    discussion: """
      Each file runs in a process of its own, which reads lessons, data sets and models, writes into a folder that is
      thrown away, and may use so much time and memory and no more. Marks come from the lesson's checks, and from those
      in FOLDER/NN-name.checks.md, which students need not have: blocks marked `check 1`, with an exercise's number.

      Ends with 1 when a file could not be graded.
      """)

  @OptionGroup var appearance: Appearance
  @OptionGroup var options: GradeOptions

  @Argument(help: ArgumentHelp("Files, or folders of them.", valueName: "path"))
  var paths: [String]

  @Flag(help: "Comma-separated values instead of a table.")
  var csv = false

  @Flag(help: "JSON instead of a table.")
  var json = false

  @Option(help: ArgumentHelp("A folder of further checks.", valueName: "folder"))
  var checks: String?

  @Option(help: ArgumentHelp("The folder of the lessons.", valueName: "folder"))
  var lessons: String?

  @Option(help: ArgumentHelp("How many files run at once.", valueName: "number"))
  var jobs: Int?

  func validate() throws {
    if csv && json { throw ValidationError("--csv and --json can't both be had") }
    if let jobs, !(1...1000).contains(jobs) { throw ValidationError("--jobs takes a number from 1 to 1000") }
  }

  func run() throws {
    let world = World(appearance)
    try world.orFail {
      let host = world.host()
      defer { host.endProgress() }
      let temporary = TemporaryFolder()
      defer { withExtendedLifetime(temporary) {} }
      let atOnce = jobs ?? ProcessInfo.processInfo.activeProcessorCount
      let environment = world.variables(ofProcesses: atOnce, temporaryFolder: try temporary.path())
      let start = GradingProcess.Start(options: options, environment: environment)
      let shelf = LessonShelf(
        world: world, course: Course(folders: lessons.map { [$0] } ?? world.lessonFolders, languages: [], files: host),
        checks: checks, start: start)
      let found = try SubmissionFinder(files: host).files(at: paths).map { file in try entry(file, shelf) }
      let table = GradeTable(try grade(found, start, atOnce: atOnce, host))
      writeAll(csv ? table.csv : json ? table.json : table.text, to: STDOUT_FILENO)
      if table.files.contains(where: { $0.problem != nil }) { throw ExitCode(1) }
    }
  }

  /// A file with what it is to be graded by, or what is wrong with it.
  private struct Entry: Sendable {
    let path: String
    let submission: Submission
    let lesson: LessonShelf.Lesson
  }

  private func entry(_ file: SubmissionFinder.File, _ shelf: LessonShelf) throws -> Result<Entry, GradedFile> {
    switch file {
    case .other(let path, let problem): return .failure(GradedFile(path: path, problem: problem))
    case .submission(let path, let submission):
      switch try shelf.lesson(for: submission) {
      case .success(let lesson): return .success(Entry(path: path, submission: submission, lesson: lesson))
      case .failure(let problem):
        return .failure(
          GradedFile(
            path: path, student: submission.student, lesson: submission.lesson.name, problem: problem.description))
      }
    }
  }

  /// Grades what can be graded, several files at a time.
  ///
  /// - Throws: `CancellationError` when somebody stopped it.
  private func grade(
    _ entries: [Result<Entry, GradedFile>], _ start: GradingProcess.Start, atOnce: Int, _ host: StandardHost
  ) throws -> [GradedFile] {
    let results = OrderedResults<GradedFile>(count: entries.count) { done in
      host.report(ProgressReport("grade", completed: done, of: entries.count, detail: "files"))
    }
    let queue = OperationQueue()
    queue.maxConcurrentOperationCount = atOnce
    for (index, entry) in entries.enumerated() {
      switch entry {
      case .failure(let file): results.set(index, file)
      case .success(let entry):
        queue.addOperation {
          guard !Interrupt.isRequested else { return }
          let grading = GradingProcess(start, entry.lesson, submission: entry.path)
          let path = entry.path
          let (student, lesson) = (entry.submission.student, entry.submission.lesson.name)
          switch grading.marks() {
          case .success(let marks):
            results.set(index, GradedFile(path: path, student: student, lesson: lesson, marks: marks))
          case .failure(let problem):
            results.set(
              index, GradedFile(path: path, student: student, lesson: lesson, problem: problem.description))
          }
        }
      }
    }
    queue.waitUntilAllOperationsAreFinished()
    if Interrupt.isRequested { throw CancellationError() }
    return results.all
  }
}

extension GradedFile: Error {}
