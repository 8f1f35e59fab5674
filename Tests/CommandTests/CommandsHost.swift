import Commands
import Foundation
import Script
import TestSupport

/// A host over the real files, in front of one in memory.
final class CommandsHost: HostInFront {
  private let memory: TestHost
  var base: any Script.Host { memory }
  /// Where relative paths that are written lead to.
  let folder = Places.temporary()

  /// `processorSeconds` are told one after the other.
  init(
    wantsStream: Bool = false, peakMemory: Int? = nil, checksUntilStopped: Int = .max, processorSeconds: [Double] = [],
    joules: Double? = nil
  ) {
    memory = TestHost(
      wantsStream: wantsStream, peakMemory: peakMemory, processorSeconds: processorSeconds, joules: joules,
      checksUntilStopped: checksUntilStopped)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  var output: String { memory.output }
  var notes: [String] { memory.notes }
  /// How often a host that never stops was asked whether to.
  var checks: Int { memory.checks }
  var progress: [ProgressReport] { memory.progress }

  /// What a text prints in a session whose output comes here, with the rendered diagnostic of the mistake it ends in.
  func printed(_ text: String, in session: Session) -> String { memory.printed(text, in: session) }

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
  return host.printed(source, in: Session(registry: Registry(commands), host: host))
}
