import ArgumentParser
import Checking
import Classroom
import Commands
import Lessons
import Models
import Platform
import Script
import Tailoring
import Tensors
import Terminal

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What surrounds the language: the environment, the real host, the folders of models and data. Built here and
/// nowhere else.
struct World {
  let environment = ThisProcess.environment
  /// The folders in which data sets, recipes and the models that come with Primer are found by name.
  let datasetFolders: [String]
  /// The folders in which lessons are found by name.
  var lessonFolders: [String] { Self.folders("Lessons", environment) }
  let store: ModelStore
  /// Whether somebody uses a screen reader.
  var isAccessible: Bool { PlotStyle(environment: environment) == .accessible }
  private let appearance: Appearance
  private let style: Style

  init(_ appearance: Appearance) {
    self.appearance = appearance
    datasetFolders = Self.folders("Datasets", environment)
    store = ModelStore(folder: ModelStore.folder(environment: environment), shipped: datasetFolders)
    style = Style(appearance.colour, environment: environment, isTerminal: isatty(STDERR_FILENO) == 1)
    Interrupt.install()
    if !appearance.quiet, let remark = Compute.slowProcessorRemark { writeAll(remark + "\n", to: STDERR_FILENO) }
  }

  /// The folders called `name` of `PRIMER_HOME`, of the sources or installation that the executable stands in, and of
  /// the current folder.
  private static func folders(_ name: String, _ environment: [String: String]) -> [String] {
    var candidates = environment["PRIMER_HOME"].map { ["\($0)/\(name)"] } ?? []
    var folder = (ThisProcess.executablePath ?? "")[...]
    for _ in 0..<5 {
      guard let slash = folder.lastIndex(of: "/"), slash > folder.startIndex else { break }
      folder = folder[..<slash]
      candidates += ["\(folder)/share/primer/\(name)", "\(folder)/\(name)"]
    }
    candidates.append(FileManager.default.currentDirectoryPath + "/\(name)")
    return candidates.filter { FileManager.default.fileExists(atPath: $0) }
  }

  /// A host that may touch what `access` says.
  func host(_ access: FileAccess = .everywhere) -> StandardHost {
    StandardHost(access: access, environment: environment, isQuiet: appearance.quiet)
  }

  /// The host of a lesson: it reads its own folder, data sets, models and what is allowed beside them, and writes
  /// into a folder of its own, which vanishes with the host.
  func lessonHost(_ file: String, allowed: [String]) -> StandardHost {
    let folder = realPath(of: parentFolder(of: file)) ?? parentFolder(of: file)
    let readable = [folder, store.folder] + linkedModels + datasetFolders + allowed
    return host(FileAccess(folder: folder, readable: readable, writable: [], work: TemporaryFolder()))
  }

  /// Where models really are that stand in the store as links, such as to a folder that a whole class shares.
  private var linkedModels: [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: store.folder)) ?? []
    return names.compactMap { name in
      let path = "\(store.folder)/\(name)"
      let isLink = (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) != nil
      return isLink ? realPath(of: path) : nil
    }
  }

  /// The threads on which `processes` are started and waited for, until Ctrl-C.
  func pool(_ threads: Int?, of processes: ConfinedProcesses) -> WorkerPool {
    WorkerPool(
      threads: threads ?? Machine.processorCount, start: processes.share,
      wakeUp: Interrupt.descriptor, check: host().checkCancelled, stop: processes.end)
  }

  /// A new session. One of a lesson fetches nothing.
  func session(_ host: any Script.Host, isLesson: Bool) -> Session {
    let commands = standardCommands(
      store, datasetFolders: datasetFolders, runner: isLesson ? nil : SystemProcessRunner(),
      plots: isLesson ? .unicode : PlotStyle(environment: environment))
    return Session(registry: Registry(commands), host: host)
  }

  func session() -> Session { session(host(), isLesson: false) }

  /// A model by its name or path, or the end of the process with a sentence about it.
  func model(_ name: String) throws -> LanguageModel {
    do {
      return try store.model(name, host()).model
    } catch let error as ModelStoreError {
      throw failure(error.message)
    } catch {
      throw failure("\(error)")
    }
  }

  /// A data set of the folders of data sets.
  func dataset(_ name: String) throws -> Dataset {
    for folder in datasetFolders {
      let path = "\(folder)/\(name).tsv"
      guard let bytes = try? host().readFile(path) else { continue }
      do { return try Dataset(file: path, bytes: bytes) } catch { throw failure("\(error)") }
    }
    throw failure("there is no data set \(name)")
  }

  private func failure(_ message: String) -> ExitCode {
    writeAll("error: \(message)\n", to: STDERR_FILENO)
    return ExitCode(ScriptEnd.mistake.rawValue)
  }

  /// Runs `body`; an error that it throws ends the process with a sentence about it and exit code 2, an interruption
  /// with 130.
  func orFail<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let code as ExitCode {
      throw code
    } catch is CancellationError {
      throw ExitCode(ScriptEnd.interrupted.rawValue)
    } catch {
      throw failure("\(error)")
    }
  }

  /// Tells somebody about a mistake, on standard error.
  func report(_ diagnostic: Diagnostic) {
    let text = diagnostic.rendered(width: terminalWidth(of: STDERR_FILENO, environment: environment))
    writeAll(style.diagnostic(text) + "\n", to: STDERR_FILENO)
  }

  /// Runs a text up to its first mistake.
  func run(_ source: SourceText, in session: Session) -> ScriptEnd { runScript(source, in: session, report: report) }

  /// Ends the process with the code of a script that did not end well.
  func end(_ end: ScriptEnd) throws {
    if end != .fine { throw ExitCode(end.rawValue) }
  }

  /// The conversation at a terminal.
  func converse(in session: Session) {
    let host = session.host as? StandardHost
    if isatty(STDOUT_FILENO) == 1 {
      writeAll(
        "Primer \(Primer.configuration.version.split(separator: " ").last ?? ""): help lists the commands, quit leaves.\n",
        to: STDOUT_FILENO)
    }
    Repl(session: session, reader: lineReader(in: session), report: report, didRun: { host?.endProgress() }).run()
  }

  /// Reads what is typed: with editing, history and completion in `session` at a terminal, plainly elsewhere.
  func lineReader(in session: Session) -> any LineReader {
    guard isatty(STDIN_FILENO) == 1 else { return PlainLineReader() }
    guard isatty(STDOUT_FILENO) == 1 else { return PlainLineReader(showPrompt: { writeAll($0, to: STDERR_FILENO) }) }
    return ReadlineReader(
      history: BaseFolder.state.path(environment: environment).map { HistoryFile(path: $0 + "/history") },
      warn: { writeAll($0 + "\n", to: STDERR_FILENO) }, complete: { complete($0, cursor: $1, session: session) })
  }
}

extension World {
  /// The course of the lessons that are found, in the language that `choice` or the environment asks for.
  func course(language choice: String?) -> Course {
    Course(
      folders: lessonFolders, languages: preferredLanguages(choice, environment: environment), files: host())
  }

  /// The path of the lesson that `text` means: of a file, or by name or number in `course`.
  ///
  /// - Throws: `CourseError`.
  func lessonPath(_ text: String, in course: Course) throws -> String {
    text.hasSuffix(".md") || text.contains("/") ? text : try course.lesson(text).path
  }

  /// Parses the lesson in a file.
  ///
  /// - Throws: `LessonError` or `FileError`.
  func lesson(at path: String) throws -> Lesson { try Lesson(file: path, source: host().readFile(path)) }

  /// Seconds since 1970.
  func now() -> Double { Date().timeIntervalSince1970 }

  /// The student's log; nil without a home folder.
  var progressLog: ProgressLog? { ProgressLog(environment: environment) }

  /// What a lesson's progress is recorded with.
  func recorder(of lesson: Lesson) -> ProgressRecorder {
    ProgressRecorder(
      progressLog, lesson: LessonIdentity(lesson), now: now,
      warn: { writeAll($0 + "\n", to: STDERR_FILENO) })
  }
}
