import ArgumentParser
import Exports
import Foundation
import Platform
import Terminal

/// `primer export`: lessons as pages for a browser or paper, or as notebooks.
struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make pages or notebooks of lessons.",
    discussion: """
      A lesson becomes one page that needs nothing else; a folder becomes a page for each lesson in it and an index, in
      the order of the folder's README.md. Cells run, as in `check`, and what they show is put in.

      Ends with 1 when a lesson fails or its model is not here; the others are still exported.
      """)

  @OptionGroup var appearance: Appearance

  @Argument(help: ArgumentHelp("A lesson, or a folder of lessons.", valueName: "path"))
  var path: String

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The file, or for a folder of lessons the folder, to write; else one of the lesson's name, or `pages` or"
        + " `notebooks`, here.", valueName: "path"))
  var output: String?

  @Option(help: ArgumentHelp("What to make: html or ipynb.", valueName: "form"))
  var to: Exporter.Form = .html

  @Flag(help: "Leave outputs and solutions out, with room to write: a handout.")
  var blank = false

  @Flag(help: "Put the solutions of exercises in.")
  var solutions = false

  @Flag(help: "Run nothing: take the outputs that the lessons say.")
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
    do {
      let isFolder = isFolder(path)
      let result = try isFolder ? exporter.export(folder: path) : exporter.export(lesson: path)
      for (name, bytes) in result.files {
        let target = try target(for: name, ofFolder: isFolder)
        try files.writeFile(target, bytes)
        writeAll(target + "\n", to: STDOUT_FILENO)
      }
      for failure in result.failures { writeAll("error: \(failure)\n", to: STDERR_FILENO) }
      if !result.failures.isEmpty { throw ExitCode(1) }
    } catch is CancellationError {
      throw ExitCode(ScriptEnd.interrupted.rawValue)
    } catch let code as ExitCode {
      throw code
    } catch {
      writeAll("error: \(error)\n", to: STDERR_FILENO)
      throw ExitCode(ScriptEnd.mistake.rawValue)
    }
  }

  /// Where a file goes. A folder to write into is made.
  private func target(for name: String, ofFolder: Bool) throws -> String {
    guard ofFolder || output.map(isFolder) == true else { return output ?? name }
    let folder = output ?? (to == .html ? "pages" : "notebooks")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    return folder + (folder.hasSuffix("/") ? "" : "/") + name
  }

  private func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
  }
}

extension Exporter.Form: ExpressibleByArgument {}
