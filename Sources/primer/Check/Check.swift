import ArgumentParser
import Foundation
import Lessons
import Platform
import Terminal

/// `primer check`: runs lessons and compares what they print with what they say.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run lessons and compare their outputs with what they say.",
    discussion: """
      Ends with 1 when something does not match. A lesson whose model is not here is skipped, never passed. The results
      of lessons that passed are kept, and used again while nothing that they depend on has changed.
      """)

  @OptionGroup var appearance: Appearance

  @Argument(help: ArgumentHelp("Lessons, or folders of them.", valueName: "path"))
  var paths: [String]

  @Flag(help: "Write what the cells print into the lessons, keeping patterns that match.")
  var update = false

  @Flag(help: "Show each output that differs, and ask whether to write it into the lesson.")
  var review = false

  @OptionGroup var options: LessonOptions

  @Option(help: ArgumentHelp("How long all lessons together may take.", valueName: "seconds"))
  var totalTimeout: Int?

  @Option(
    name: .shortAndLong, help: ArgumentHelp("How many lessons run at once; as many as processors, if not given."))
  var jobs: Int?

  @Option(help: ArgumentHelp("Check only the i-th of n shares of the lessons, as in 2/4.", valueName: "i/n"))
  var shard: String?

  @Flag(help: "Run every lesson, whether or not its results are known.")
  var noCache = false

  @Flag(exclusivity: .exclusive) var format: ReportFormat = .text

  @Option(help: ArgumentHelp("Write the report as JUnit XML, too.", valueName: "file"))
  var junit: String?

  func validate() throws {
    if update || review, ProcessInfo.processInfo.environment["CI"] == "true" {
      throw ValidationError("--\(update ? "update" : "review") is for authors: it is refused where CI=true")
    }
    if update && review { throw ValidationError("--update and --review exclude each other") }
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
    var run = CheckRun(
      world: world, options: options, atOnce: jobs, totalTimeout: totalTimeout.map { .seconds($0) },
      shard: shard.flatMap { Shard($0) } ?? .all, usesCache: !noCache)
    run.writing = review ? .accepted(Review()) : update ? .all : .nothing
    let report: CheckReport
    do {
      defer { host.endProgress() }
      report = try run.report(paths, host) { file in
        host.endProgress()
        if format == .text { writeAll(file.text + "\n", to: STDOUT_FILENO) }
      }
    } catch is CancellationError {
      throw ExitCode(ScriptEnd.interrupted.rawValue)
    }
    switch format {
    case .text: writeAll(report.slowest() + report.summary, to: STDOUT_FILENO)
    case .json: writeAll(report.json, to: STDOUT_FILENO)
    case .tap: writeAll(report.tap, to: STDOUT_FILENO)
    }
    if world.environment["GITHUB_ACTIONS"] == "true" {
      writeAll(report.githubAnnotations, to: format == .text ? STDOUT_FILENO : STDERR_FILENO)
    }
    if let junit { try write(report.junit, to: junit, host) }
    if report.exitStatus != 0 { throw ExitCode(report.exitStatus) }
  }

  private func write(_ text: String, to path: String, _ host: StandardHost) throws {
    do {
      try host.writeFile(path, Array(text.utf8))
    } catch {
      writeAll("error: \(error)\n", to: STDERR_FILENO)
      throw ExitCode(ScriptEnd.mistake.rawValue)
    }
  }
}
