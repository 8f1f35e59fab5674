import Foundation
import Lessons
import Platform
import Script
import Terminal

/// A run of `primer check`: finds lessons, takes known results from the cache, runs the others and writes what is
/// accepted.
struct CheckRun {
  /// Which outputs that differ are written into the lessons.
  enum Writing {
    case nothing
    case all
    case accepted(Review)
  }

  let world: World
  let options: LessonOptions
  let atOnce: Int?
  let totalTimeout: Duration?
  let shard: Shard
  let usesCache: Bool
  var writing = Writing.nothing

  /// A lesson that has been read, or what is wrong with it.
  private struct Entry {
    var report: CheckReport.File
    var lesson: Lesson?
    var isFinished: Bool { lesson == nil || report.isCached }
  }

  /// Checks the lessons at `paths`; each finished one is also given to `progress`, in order.
  ///
  /// - Throws: `CancellationError` when the user stopped it.
  mutating func report(
    _ paths: [String], _ files: StandardHost, progress: (CheckReport.File) -> Void
  ) throws -> CheckReport {
    var entries = LessonFinder(files).lessons(at: paths).map { read($0, files) }
    entries = shard.indices(ofWeights: entries.map { 1 + ($0.lesson?.cells.count ?? 0) }).map { entries[$0] }
    let cache = usesCache ? ResultFolder(world, options)?.cache : nil
    for index in entries.indices {
      guard let lesson = entries[index].lesson, isRunnable(lesson) else { continue }
      let host = world.lessonHost(lesson.file, allowed: options.running.allowRead)
      if let known = cache?.report(of: lesson, host: host) { entries[index].report = known }
    }

    let temporary = TemporaryFolder()
    // The processes write into it until the last of them has ended.
    defer { withExtendedLifetime(temporary) {} }
    let open = entries.indices.filter { !entries[$0].isFinished }
    let atOnce = min(self.atOnce ?? ProcessInfo.processInfo.activeProcessorCount, max(open.count, 1))
    let environment = world.variables(ofProcesses: atOnce, temporaryFolder: try? temporary.path())
    let jobs = ParallelJobs(
      jobs: open.compactMap { entries[$0].lesson.map { LessonJob($0, options, environment: environment) } },
      atOnce: atOnce, totalTimeout: totalTimeout)
    var report = CheckReport(files: [])
    /// Finished lessons follow each other in the report's order.
    func finish(upTo end: Int) {
      while report.files.count < end {
        var file = entries[report.files.count].report
        if let lesson = entries[report.files.count].lesson { file.addTranslationProblem(of: lesson, files) }
        report.files.append(file)
        progress(file)
      }
    }
    finish(upTo: open.first ?? entries.count)
    try jobs.run { number, result in
      let index = open[number]
      entries[index].report = result.report
      if let lesson = entries[index].lesson {
        cache?.keep(result.report, of: lesson, inputs: result.inputs)
        write(&entries[index].report, lesson, files)
      }
      finish(upTo: number + 1 < open.count ? open[number + 1] : entries.count)
      files.report(ProgressReport("check", completed: number + 1, of: open.count, detail: "lessons"))
    }
    return report
  }

  private func read(_ found: LessonFinder.Found, _ files: any Script.Host) -> Entry {
    var entry = Entry(report: CheckReport.File(path: found.path, problem: found.problem), lesson: nil)
    guard found.problem == nil else { return entry }
    do {
      entry.lesson = try Lesson(file: found.path, source: files.readFile(found.path))
    } catch let error as LessonError {
      entry.report.problem = .init(line: error.line, sentence: error.problem.sentence)
    } catch {
      entry.report.problem = .init(line: nil, sentence: "\(error)")
    }
    return entry
  }

  /// Whether a lesson's models are here, without which its results say nothing.
  private func isRunnable(_ lesson: Lesson) -> Bool {
    let names = world.store.names(world.host())
    return lesson.frontMatter.needs.allSatisfy(names.contains)
  }

  /// Writes outputs that are accepted into their lesson.
  private mutating func write(_ report: inout CheckReport.File, _ lesson: Lesson, _ files: any Script.Host) {
    do {
      switch writing {
      case .nothing: break
      case .all: try report.update(lesson, files)
      case .accepted(var review):
        let accepted = review.accepted(in: report)
        writing = .accepted(review)
        try report.update(lesson, files, accepts: accepted.contains)
      }
    } catch {
      report.problem = .init(line: nil, sentence: "could not be written: \(error)")
    }
  }
}
