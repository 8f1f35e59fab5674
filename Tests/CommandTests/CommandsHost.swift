import Commands
import Foundation
import Script
import Synchronization

/// A host over the real files that keeps what is shown and said, and stops commands on request.
final class CommandsHost: Script.Host {
  private struct State {
    var output = ""
    var notes: [String] = []
    var progress: [ProgressReport] = []
    var checksUntilStopped: Int
    var processorSeconds: [Double]
  }

  private let state: Mutex<State>
  let wantsStream: Bool
  /// What every watch over the memory ends with.
  let peakMemory: Int?
  /// What every watch over the energy ends with.
  let joules: Double?
  /// Where relative paths that are written lead to.
  let folder = Places.temporary()

  /// `processorSeconds` are told one after the other.
  init(
    wantsStream: Bool = false, peakMemory: Int? = nil, checksUntilStopped: Int = .max, processorSeconds: [Double] = [],
    joules: Double? = nil
  ) {
    self.wantsStream = wantsStream
    self.peakMemory = peakMemory
    self.joules = joules
    state = Mutex(State(checksUntilStopped: checksUntilStopped, processorSeconds: processorSeconds))
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  var output: String { state.withLock { $0.output } }
  var notes: [String] { state.withLock { $0.notes } }
  /// How often a host that never stops was asked whether to.
  var checks: Int { state.withLock { .max - $0.checksUntilStopped } }
  var progress: [ProgressReport] { state.withLock { $0.progress } }

  func show(_ value: Value) { state.withLock { $0.output += value.rendered(width: 80) + "\n" } }
  func stream(_ piece: String) { state.withLock { $0.output += piece } }
  func note(_ message: String) { state.withLock { $0.notes.append(message) } }
  func report(_ progress: ProgressReport) { state.withLock { $0.progress.append(progress) } }
  func checkCancelled() throws {
    try state.withLock {
      guard $0.checksUntilStopped > 0 else { throw CancellationError() }
      $0.checksUntilStopped -= 1
    }
  }
  func readablePath(_ path: String) throws -> String {
    guard let real = [path, "\(folder)/\(path)"].first(where: FileManager.default.fileExists(atPath:)) else {
      throw MissingFile(path: path)
    }
    return real
  }
  func writablePath(_ path: String) throws -> String {
    guard !path.hasPrefix("/") else { return path }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    return "\(folder)/\(path)"
  }
  func readFile(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: try readablePath(path))))
  }
  func writeFile(_ path: String, _ bytes: [UInt8]) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: try writablePath(path)), options: .atomic)
  }
  func names(inFolder path: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: try readablePath(path))
  }
  func seconds() -> Double { 0 }
  func watchMemory() -> () -> Int? { { [peakMemory] in peakMemory } }
  func processorSeconds() -> Double? {
    state.withLock { $0.processorSeconds.isEmpty ? nil : $0.processorSeconds.removeFirst() }
  }
  func watchEnergy() -> () -> Double? { { [joules] in joules } }
}

struct MissingFile: Error, CustomStringConvertible {
  let path: String
  var description: String { "`\(path)` does not exist" }
}

/// Places in this package and on this machine.
enum Places {
  static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path
  static let datasets = package + "/Datasets"
  /// Tiny models with random weights.
  static let tinyLlama = package + "/Tests/ModelTests/Fixtures/tiny-llama.gguf.bin"
  static let tinyGemma = package + "/Tests/ModelTests/Fixtures/tiny-gemma.gguf.bin"
  /// The user's models.
  static let models = ModelStore.folder(environment: ProcessInfo.processInfo.environment)

  /// A folder that does not exist yet.
  static func temporary() -> String { NSTemporaryDirectory() + "primer-tests-" + UUID().uuidString }
}

/// A store that holds no models.
let emptyStore = ModelStore(folder: Places.temporary())

/// What a text prints in a fresh session, with the rendered diagnostic of the mistake it ends in.
func printed(
  _ source: String, store: ModelStore = emptyStore, runner: (any ProcessRunner)? = nil,
  host: CommandsHost = CommandsHost()
) -> String {
  let commands = standardCommands(store, datasetFolders: [Places.datasets], runner: runner)
  let session = Session(registry: Registry(commands), host: host)
  do throws(Diagnostic) {
    try session.run(SourceText(source))
  } catch {
    return host.output + error.rendered()
  }
  return host.output
}
