import ArgumentParser
import Exports
import Platform
import Terminal

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// `primer export`: lessons as pages for a browser or paper, or as notebooks.
struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make pages or notebooks of lessons.",
    discussion: """
      A lesson becomes one self-contained page; a folder becomes a page for each lesson in it and an index, in the order \
      of the folder's README.md. Cells run, as in `check`, and their outputs are put in.

      Exits with 1 when a lesson fails or its model is not on this machine; the others are still exported.
      """)

  @OptionGroup var appearance: Appearance

  @Argument(help: ArgumentHelp("A lesson, or a folder of lessons.", valueName: "path"))
  var path: String

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Output file (or folder, for a folder of lessons). Default: the lesson's name, or `pages` or `notebooks`, in the"
        + " current folder.", valueName: "path"))
  var output: String?

  @Option(help: ArgumentHelp("What to make: html or ipynb.", valueName: "form"))
  var to: Exporter.Form = .html

  @Flag(help: "Make a handout: leave out outputs and solutions, with room to write.")
  var blank = false

  @Flag(help: "Include the solutions of exercises.")
  var solutions = false

  @Flag(help: "Don't run cells; use the outputs written in the lessons.")
  var noRun = false

  @OptionGroup var running: RunningOptions

  func validate() throws {
    if blank && solutions { throw ValidationError("--blank leaves solutions out, which --solutions puts in") }
    if running.slow && (noRun || blank) {
      throw ValidationError("--slow runs cells, which --no-run and --blank do not")
    }
  }

  func run() throws {
    let world = World(appearance)
    let allowed = running.allowRead
    var settings = Exporter.Settings()
    settings.form = to
    settings.edition = blank ? .handout : .reading(solutions: solutions)
    settings.runs = !noRun
    settings.runsSlowCells = running.slow
    settings.timeout = .seconds(running.timeout)
    let files = world.host()
    var lessonHost: StandardHost?
    defer { lessonHost?.endProgress() }
    let exporter = Exporter(
      settings, files: files,
      host: { file in
        lessonHost?.endProgress()
        let host = world.lessonHost(file, allowed: allowed)
        lessonHost = host
        return host
      },
      session: { world.session($0, isLesson: true) }, isAvailable: { world.store.names(world.host()).contains($0) })
    try world.orFail {
      let isOfFolder = isFolder(path)
      let result = try isOfFolder ? exporter.export(folder: path) : exporter.export(lesson: path)
      for (name, bytes) in result.files {
        let target = try target(for: name, ofFolder: isOfFolder)
        try files.writeFile(target, bytes)
        writeAll(target + "\n", to: STDOUT_FILENO)
      }
      for failure in result.failures { writeAll("error: \(failure)\n", to: STDERR_FILENO) }
      if !result.failures.isEmpty { throw ExitCode(1) }
    }
  }

  /// Where a file goes. A folder to write into is made.
  private func target(for name: String, ofFolder: Bool) throws -> String {
    guard ofFolder || output.map(isFolder) == true else { return output ?? name }
    let folder = output ?? (to == .html ? "pages" : "notebooks")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    return folder + (folder.hasSuffix("/") ? "" : "/") + name
  }
}

extension Exporter.Form: ExpressibleByArgument {}
