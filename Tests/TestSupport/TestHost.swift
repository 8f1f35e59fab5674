import Script
import Synchronization

/// A host in memory: its files are a dictionary, and it keeps what is shown, said and reported.
package final class TestHost: Script.Host {
  private struct State {
    var files: [String: [UInt8]]
    var reads: [String: Int] = [:]
    var output = ""
    var notes: [String] = []
    var progress: [ProgressReport] = []
    var checksUntilStopped: Int
    var time = 0.0
    var processorSeconds: [Double]
  }

  private let state: Mutex<State>
  package let wantsStream: Bool
  private let width: Int
  private let showsNotes: Bool
  private let tick: Double
  private let peakMemory: Int?
  private let joules: Double?
  private let isStopped: @Sendable () -> Bool

  /// Values are shown `width` wide; notes are among what is shown when `showsNotes`. The clock moves on by `tick`
  /// seconds whenever it is looked at. Every watch over the memory ends with `peakMemory`, every one over the energy
  /// with `joules`, and `processorSeconds` are told one after the other. The host says that it is to stop after
  /// `checksUntilStopped` questions, or as soon as `isStopped`.
  package init(
    wantsStream: Bool = false, files: [String: [UInt8]] = [:], width: Int = 80, showsNotes: Bool = false,
    tick: Double = 0, peakMemory: Int? = nil, processorSeconds: [Double] = [], joules: Double? = nil,
    checksUntilStopped: Int = .max, isStopped: @escaping @Sendable () -> Bool = { false }
  ) {
    self.wantsStream = wantsStream
    self.width = width
    self.showsNotes = showsNotes
    self.tick = tick
    self.peakMemory = peakMemory
    self.joules = joules
    self.isStopped = isStopped
    state = Mutex(
      State(files: files, checksUntilStopped: checksUntilStopped, processorSeconds: processorSeconds))
  }

  /// The files by their paths.
  package var files: [String: [UInt8]] { state.withLock { $0.files } }
  /// How often each file was asked for.
  package var reads: [String: Int] { state.withLock { $0.reads } }
  /// What was shown and not taken.
  package var output: String { state.withLock { $0.output } }
  /// What was said.
  package var notes: [String] { state.withLock { $0.notes } }
  /// What was reported.
  package var progress: [ProgressReport] { state.withLock { $0.progress } }
  /// How often a host that never stops was asked whether to.
  package var checks: Int { .max - checksUntilStopped }
  /// How often it may still be asked whether to stop before it says so.
  package var checksUntilStopped: Int {
    get { state.withLock { $0.checksUntilStopped } }
    set { state.withLock { $0.checksUntilStopped = newValue } }
  }

  /// What was shown since the last call.
  package func taken() -> String {
    state.withLock { state in
      defer { state.output = "" }
      return state.output
    }
  }

  package func show(_ value: Value) { stream(value.rendered(width: width) + "\n") }
  package func stream(_ piece: String) { state.withLock { $0.output += piece } }
  package func note(_ message: String) {
    state.withLock {
      $0.notes.append(message)
      if showsNotes { $0.output += "note: \(message)\n" }
    }
  }
  package func report(_ progress: ProgressReport) { state.withLock { $0.progress.append(progress) } }
  package func checkCancelled() throws {
    if isStopped() { throw CancellationError() }
    try state.withLock {
      guard $0.checksUntilStopped > 0 else { throw CancellationError() }
      $0.checksUntilStopped -= 1
    }
  }

  package func readablePath(_ path: String) throws -> String { path }
  package func writablePath(_ path: String) throws -> String { path }
  package func readFile(_ path: String) throws -> [UInt8] {
    try state.withLock {
      $0.reads[path, default: 0] += 1
      guard let bytes = $0.files[path] else { throw MissingFile(path: path) }
      return bytes
    }
  }
  package func writeFile(_ path: String, _ bytes: [UInt8]) throws { state.withLock { $0.files[path] = bytes } }
  package func names(inFolder path: String) throws -> [String] {
    let folder = path == "." ? "" : path.hasSuffix("/") ? path : path + "/"
    let below = files.keys.filter { $0.hasPrefix(folder) }.map { $0.dropFirst(folder.count) }
    guard !below.isEmpty else { throw MissingFile(path: path) }
    return Set(below.map { name in name.firstIndex(of: "/").map { name[...$0] } ?? name }).map(String.init)
  }

  package func seconds() -> Double {
    state.withLock {
      $0.time += tick
      return $0.time
    }
  }
  package func watchMemory() -> () -> Int? { { [peakMemory] in peakMemory } }
  package func processorSeconds() -> Double? {
    state.withLock { $0.processorSeconds.isEmpty ? nil : $0.processorSeconds.removeFirst() }
  }
  package func watchEnergy() -> () -> Double? { { [joules] in joules } }

  /// What a text prints in a session whose output comes here, with the rendered diagnostic of the mistake it ends in.
  package func printed(_ text: String, in session: Session) -> String {
    do throws(Diagnostic) {
      try session.run(SourceText(text))
    } catch {
      return output + error.rendered()
    }
    return output
  }
}

/// A file that is not there.
package struct MissingFile: Error, Equatable, CustomStringConvertible {
  /// The file's path.
  package let path: String
  package var description: String { "`\(path)` does not exist" }

  /// The file at `path` is not there.
  package init(path: String) { self.path = path }
}
