import Script

/// Checks lessons in files and folders.
package struct LessonChecker {
  private let runner: LessonRunner
  private let files: any Host

  /// A checker that finds, reads and updates lessons through `files` and runs them with `runner`.
  package init(_ runner: LessonRunner, files: any Host) {
    self.runner = runner
    self.files = files
  }

  /// Checks the lessons at `paths`: files, and folders with all Markdown files in and below them in alphabetical
  /// order. Each finished lesson is also given to `progress`.
  ///
  /// A lesson that cannot be read is a failure of the report, and the others are still checked.
  ///
  /// - Throws: `CancellationError` when the user stopped it.
  package func check(_ paths: [String], progress: (CheckReport.File) -> Void = { _ in }) throws -> CheckReport {
    var report = CheckReport(files: [])
    for found in LessonFinder(files).lessons(at: paths) {
      let file = try found.problem.map { CheckReport.File(path: found.path, problem: $0) } ?? check(found.path)
      report.files.append(file)
      progress(file)
    }
    return report
  }

  private func check(_ path: String) throws -> CheckReport.File {
    do {
      let lesson = try Lesson(file: path, source: files.readFile(path))
      var (report, _) = try runner.check(lesson)
      if runner.settings.updates { try report.update(lesson, files) }
      report.addTranslationProblem(of: lesson, files)
      return report
    } catch let error as LessonError {
      return .init(path: path, problem: .init(line: error.line, sentence: error.problem.sentence))
    } catch let error as CancellationError {
      throw error
    } catch {
      return .init(path: path, problem: .init(line: nil, sentence: "\(error)"))
    }
  }
}
