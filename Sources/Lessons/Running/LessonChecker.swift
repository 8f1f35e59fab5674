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
    for path in paths {
      let found = lessons(at: path, depth: 0)
      for lesson in found {
        report.files.append(try check(lesson))
        progress(report.files[report.files.count - 1])
      }
      if found.isEmpty {
        report.files.append(
          .init(path: path, problem: .init(line: nil, sentence: "holds no lessons, which end in `.md`")))
        progress(report.files[report.files.count - 1])
      }
    }
    return report
  }

  private func check(_ path: String) throws -> CheckReport.File {
    do {
      let lesson = try Lesson(file: path, source: files.readFile(path))
      let (report, correction) = try runner.check(lesson)
      if runner.settings.updates, !correction.isEmpty { try files.writeFile(path, correction.corrected()) }
      return report
    } catch let error as LessonError {
      return .init(path: path, problem: .init(line: error.line, sentence: error.problem.sentence))
    } catch let error as CancellationError {
      throw error
    } catch {
      return .init(path: path, problem: .init(line: nil, sentence: "\(error)"))
    }
  }

  /// The path itself when it is a file, or what lies below it. Links that lead back up end at the largest depth.
  private func lessons(at path: String, depth: Int) -> [String] {
    guard depth < 8, let names = try? files.names(inFolder: path) else { return depth == 0 ? [path] : [] }
    let folder = path.hasSuffix("/") ? path : path + "/"
    return names.sorted().flatMap { name in
      if name.hasSuffix("/") { return lessons(at: folder + name.dropLast(), depth: depth + 1) }
      return name.hasSuffix(".md") ? [folder + name] : []
    }
  }
}
