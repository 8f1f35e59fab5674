import Platform
import Script

/// The real world: standard output and error, files, the monotonic clock and Ctrl-C.
package final class StandardHost: Host {
  private let access: FileAccess
  private let progress: ProgressLine
  private let outputWidth: @Sendable () -> Int
  private let isQuiet: Bool

  /// A host with `access` to files. `isQuiet` leaves notes and progress out.
  package init(access: FileAccess = .everywhere, environment: [String: String], isQuiet: Bool = false) {
    self.access = access
    self.isQuiet = isQuiet
    let manner = ProgressLine.Manner(
      environment: environment, isTerminal: isatty(STDERR_FILENO) == 1,
      width: terminalWidth(of: STDERR_FILENO, environment: environment))
    progress = ProgressLine(isQuiet ? .silent : manner, now: monotonicSeconds) { writeAll($0, to: STDERR_FILENO) }
    outputWidth = {
      isatty(STDOUT_FILENO) == 1 ? terminalWidth(of: STDOUT_FILENO, environment: environment) : 80
    }
  }

  /// The same host with other access to files.
  private init(_ other: StandardHost, access: FileAccess) {
    self.access = access
    (progress, outputWidth, isQuiet) = (other.progress, other.outputWidth, other.isQuiet)
  }

  package func show(_ value: Value) {
    progress.clear()
    writeAll(value.rendered(width: outputWidth()) + "\n", to: STDOUT_FILENO)
  }

  package var wantsStream: Bool { true }

  package func stream(_ piece: String) {
    progress.clear()
    writeAll(printable(piece), to: STDOUT_FILENO)
  }

  package func note(_ message: String) {
    guard !isQuiet else { return }
    progress.clear()
    writeAll(printable(message) + "\n", to: STDERR_FILENO)
  }

  package func report(_ report: ProgressReport) { progress.show(report) }

  /// Takes the progress of a command that has ended off the screen.
  package func endProgress() { progress.end() }

  package func checkCancelled() throws {
    if Interrupt.isRequested { throw CancellationError() }
  }

  /// - Throws: `FileError`.
  package func readablePath(_ path: String) throws -> String { try access.pathToRead(path) }

  /// - Throws: `FileError`.
  package func writablePath(_ path: String) throws -> String { try access.pathToWrite(path) }

  /// - Throws: `FileError`.
  package func readFile(_ path: String) throws -> [UInt8] {
    let real = try access.pathToRead(path)
    return try contents(ofFile: real, shownAs: path, within: access, check: checkCancelled)
  }

  /// Writes beside the target, then renames.
  ///
  /// - Throws: `FileError`.
  package func writeFile(_ path: String, _ bytes: [UInt8]) throws {
    try AtomicFile.save(bytes, to: access.pathToWrite(path), shownAs: path)
  }

  package func confined(to folder: String) -> any Host { StandardHost(self, access: access.confined(to: folder)) }

  /// In alphabetical order, without hidden ones.
  ///
  /// - Throws: `FileError`.
  package func names(inFolder path: String) throws -> [String] {
    var names: Set<String> = []
    for real in try access.foldersToRead(path) { names.formUnion(try self.names(inRealFolder: real, shown: path)) }
    return names.sorted()
  }

  private func names(inRealFolder real: String, shown path: String) throws(FileError) -> [String] {
    guard let folder = opendir(real) else { throw FileError(path, .read) }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = entryName(entry)
      guard !name.hasPrefix(".") else { continue }
      var information = stat()
      let isFolder = stat(real + "/" + name, &information) == 0 && information.st_mode & S_IFMT == S_IFDIR
      names.append(isFolder ? name + "/" : name)
    }
    return names
  }

  package func seconds() -> Double { monotonicSeconds() }

  package func watchMemory() -> () -> Int? {
    PeakMemory.forget() ? { PeakMemory.bytes } : { nil }
  }

  package func processorSeconds() -> Double? { time(of: CLOCK_PROCESS_CPUTIME_ID) }

  package func watchEnergy() -> () -> Double? {
    guard var counters = EnergyCounters(now: monotonicSeconds()) else { return { nil } }
    return { counters.joules(now: monotonicSeconds()) }
  }
}

/// Seconds of a clock that never goes backwards.
@Sendable
func monotonicSeconds() -> Double { time(of: CLOCK_MONOTONIC) }

private func time(of clock: clockid_t) -> Double {
  var time = timespec()
  clock_gettime(clock, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}
