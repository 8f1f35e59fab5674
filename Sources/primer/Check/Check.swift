import ArgumentParser
import Checking
import Lessons
import Platform
import Terminal

/// `primer check`: runs lessons and compares what they print with what they say.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run lessons and compare the results with the outputs written in them.",
    discussion: """
      Exits with 1 when something does not match. A lesson whose model is not on this machine is skipped, never passed. \
      The results of lessons that passed are kept, and used again while nothing that they depend on has changed.
      """)

  @OptionGroup var appearance: Appearance

  @Argument(help: ArgumentHelp("Lessons, or folders of them.", valueName: "path"))
  var paths: [String]

  @Flag(help: "Write what the cells print into the lessons; patterns that match are kept.")
  var update = false

  @Flag(help: "Show each output that differs and ask whether to write it into the lesson.")
  var review = false

  @OptionGroup var options: LessonOptions

  @Option(help: ArgumentHelp("Time limit for all lessons together.", valueName: "seconds"))
  var totalTimeout: Int?

  @Option(
    name: .shortAndLong, help: ArgumentHelp("How many lessons run at once. Default: one per processor."))
  var jobs: Int?

  @Option(help: ArgumentHelp("Check only the i-th of n equal shares of the lessons, as in 2/4.", valueName: "i/n"))
  var shard: String?

  @Flag(help: "Run every lesson, even when its results are known.")
  var noCache = false

  @Flag(exclusivity: .exclusive) var format: ReportFormat = .text

  @Option(help: ArgumentHelp("Also write the report as JUnit XML.", valueName: "file"))
  var junit: String?

  func validate() throws {
    if update || review, ThisProcess.environment["CI"] == "true" {
      throw ValidationError("--\(update ? "update" : "review") is for authors: it is refused where CI=true")
    }
    if update && review { throw ValidationError("choose either --update or --review") }
    if review && format != .text { throw ValidationError("--review needs standard output for its questions") }
    if let jobs, !(1...256).contains(jobs) { throw ValidationError("--jobs takes a whole number from 1 to 256") }
    if let totalTimeout, !(1...1_000_000).contains(totalTimeout) {
      throw ValidationError("--total-timeout takes a whole number of seconds from 1 to 1000000")
    }
    if let shard, Shard(shard) == nil {
      throw ValidationError("--shard takes a share and the number of shares, as in 2/4")
    }
  }

  func run() throws {
    let world = World(appearance)
    let host = world.host()
    try world.orFail {
      let report = try check(world, host)
      switch format {
      case .text: writeAll(report.slowest() + report.summary, to: STDOUT_FILENO)
      case .json: writeAll(report.json, to: STDOUT_FILENO)
      case .tap: writeAll(report.tap, to: STDOUT_FILENO)
      }
      if world.environment["GITHUB_ACTIONS"] == "true" {
        writeAll(report.githubAnnotations, to: format == .text ? STDOUT_FILENO : STDERR_FILENO)
      }
      if let junit { try host.writeFile(junit, Array(report.junit.utf8)) }
      if report.exitStatus != 0 { throw ExitCode(report.exitStatus) }
    }
  }

  /// Checks the lessons, each in a process of its own.
  private func check(_ world: World, _ host: StandardHost) throws -> CheckReport {
    defer { host.endProgress() }
    let processes = ConfinedProcesses(environment: world.environment)
    let totalTimeout = totalTimeout.map { Duration.seconds($0) }
    let process = LessonProcess(
      processes, arguments: ["check-lesson", "--quiet"] + options.arguments, timeout: .seconds(options.running.timeout),
      totalTimeout: totalTimeout)
    var check = LessonCheck(files: host, pool: world.pool(jobs, of: processes), run: process.check)
    check.totalTimeout = totalTimeout
    check.shard = shard.flatMap { Shard($0) } ?? .all
    var review = Review()
    check.writing = self.review ? .accepted { review.accepted(in: $0) } : update ? .all : .nothing
    if !noCache, let cache = LessonCache(world, options) {
      let models = world.store.names(host)
      check.known = (
        cache,
        host: { lesson in
          // Without its models, a lesson's results say nothing.
          guard lesson.frontMatter.needs.allSatisfy(models.contains) else { return nil }
          return world.lessonHost(lesson.file, allowed: options.running.allowRead)
        }
      )
    }
    return try check.report(paths) { file in
      host.endProgress()
      if format == .text { writeAll(file.text + "\n", to: STDOUT_FILENO) }
    }
  }
}

/// How a report is written to standard output.
enum ReportFormat: String, EnumerableFlag {
  case text, json, tap

  static func help(for format: ReportFormat) -> ArgumentHelp? {
    switch format {
    case .text: "Report for people (the default)."
    case .json: "Report as JSON."
    case .tap: "Report as TAP (Test Anything Protocol)."
    }
  }
}
