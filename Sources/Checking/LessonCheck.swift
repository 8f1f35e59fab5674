import Lessons
import Script

/// Checks lessons: finds them, takes known results from a cache, runs the others, and writes outputs that are accepted
/// into them.
package struct LessonCheck {
  /// Which outputs that differ are written into the lessons.
  package enum Writing {
    case nothing
    case all
    /// Those of the cells whose indices it gives.
    case accepted((CheckReport.File) -> Set<Int>)
  }

  /// Results of earlier runs, and the host with which to look whether they still hold: nil for a lesson that could not
  /// run here.
  package typealias Known = (cache: LessonCache, host: (Lesson) -> (any Host)?)

  private let files: any Host
  private let pool: WorkerPool
  private let run: @Sendable (Lesson) throws -> CheckedLesson

  /// The share of the lessons that is checked.
  package var shard = Shard.all
  package var writing = Writing.nothing
  /// The time for all lessons together; nil for no limit.
  package var totalTimeout: Duration?
  package var known: Known?

  /// A check that finds, reads and writes lessons through `files`, and has them run by `run` on the threads of `pool`.
  package init(files: any Host, pool: WorkerPool, run: @escaping @Sendable (Lesson) throws -> CheckedLesson) {
    self.files = files
    self.pool = pool
    self.run = run
  }

  private enum Entry {
    case finished(CheckReport.File, Lesson?)
    case open(Lesson)

    var lesson: Lesson? {
      switch self {
      case .finished(_, let lesson): lesson
      case .open(let lesson): lesson
      }
    }
  }

  /// Checks the lessons at `paths`: files, and folders with all Markdown files in and below them in alphabetical order.
  /// Each finished lesson is also given to `progress`, in order.
  ///
  /// A lesson that cannot be read is a failure of the report, and the others are still checked.
  ///
  /// - Throws: `CancellationError` when the user stopped it.
  package func report(_ paths: [String], progress: (CheckReport.File) -> Void = { _ in }) throws -> CheckReport {
    let found = LessonFinder(files).lessons(at: paths)
    let hosts = Dictionary(found.map { ($0.path, $0.files) }) { first, _ in first }
    var entries = try found.map(read)
    entries = shard.indices(ofWeights: entries.map { 1 + ($0.lesson?.cells.count ?? 0) }).map { entries[$0] }
    let lessons = Dictionary(entries.compactMap(\.lesson).map { ($0.file, $0) }) { first, _ in first }
    let open = entries.compactMap { if case .open(let lesson) = $0 { lesson } else { nil } }

    var report = CheckReport(files: [])
    func add(_ file: CheckReport.File, _ lesson: Lesson?) {
      var file = file
      if let lesson { file.addTranslationProblem(of: lesson, among: lessons, hosts[lesson.file] ?? files) }
      report.files.append(file)
      progress(file)
    }
    /// Adds what needs not run, up to the next lesson that does.
    func addFinished() {
      for entry in entries.dropFirst(report.files.count) {
        guard case .finished(let file, let lesson) = entry else { return }
        add(file, lesson)
      }
    }
    addFinished()
    try pool.run(open.count, limit: totalTimeout, job: { [run] in try run(open[$0]) }) { number, checked in
      var file = checked.report
      known?.cache.keep(file, of: open[number], inputs: checked.inputs)
      write(&file, open[number], hosts[open[number].file] ?? files)
      add(file, open[number])
      addFinished()
      files.report(ProgressReport("check", completed: number + 1, of: open.count, detail: "lessons"))
    }
    return report
  }

  /// - Throws: `CancellationError` when the user stopped it.
  private func read(_ found: LessonFinder.Found) throws -> Entry {
    func problem(_ line: Int?, _ sentence: String) -> Entry {
      .finished(CheckReport.File(path: found.path, problem: .init(line: line, sentence: sentence)), nil)
    }
    if let known = found.problem { return problem(known.line, known.sentence) }
    do {
      let lesson = try Lesson(file: found.path, source: found.files.readFile(found.path))
      guard let known, let host = known.host(lesson), let file = known.cache.report(of: lesson, host: host) else {
        return .open(lesson)
      }
      return .finished(file, lesson)
    } catch let error as LessonError {
      return problem(error.line, error.problem.sentence)
    } catch let error as CancellationError {
      throw error
    } catch {
      return problem(nil, "\(error)")
    }
  }

  /// Writes outputs that are accepted into their lesson.
  private func write(_ file: inout CheckReport.File, _ lesson: Lesson, _ files: any Host) {
    do {
      switch writing {
      case .nothing: break
      case .all: try file.update(lesson, files)
      case .accepted(let accepted): try file.update(lesson, files, accepts: accepted(file).contains)
      }
    } catch {
      file.problem = .init(line: nil, sentence: "could not be written: \(error)")
    }
  }
}
