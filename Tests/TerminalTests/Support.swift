import Foundation
import Script
import Synchronization
import Terminal
import Testing

/// Tests that raise or look at SIGINT, which a process has only once.
@Suite(.serialized)
enum SharedSignalTests {}

/// A host that records what is shown.
final class RecordingHost: Script.Host {
  private let recorded = Mutex("")

  var output: String { recorded.withLock { $0 } }

  func show(_ value: Value) { recorded.withLock { $0 += value.rendered() + "\n" } }
  var wantsStream: Bool { true }
  func stream(_ piece: String) { recorded.withLock { $0 += piece } }
  func note(_ message: String) { recorded.withLock { $0 += "note: \(message)\n" } }
  func report(_ progress: ProgressReport) {}
  func checkCancelled() throws { if Interrupt.isRequested { throw CancellationError() } }
  func readablePath(_ path: String) throws -> String { path }
  func writablePath(_ path: String) throws -> String { path }
  func readFile(_ path: String) throws -> [UInt8] { throw CocoaError(.fileNoSuchFile) }
  func writeFile(_ path: String, _ bytes: [UInt8]) throws {}
  func names(inFolder path: String) throws -> [String] { [] }
  func seconds() -> Double { 0 }
}

/// A reader whose input is known beforehand.
final class ScriptedReader: LineReader {
  private var inputs: [LineInput]
  private(set) var prompts: [String] = []
  private(set) var remembered: [String] = []

  init(_ inputs: [LineInput]) {
    self.inputs = inputs
  }

  func read(prompt: String, continuing statement: String) -> LineInput {
    prompts.append(prompt)
    return inputs.isEmpty ? .end : inputs.removeFirst()
  }

  func remember(_ statement: String) { remembered.append(statement) }
}

/// A folder of its own for a test, gone afterwards.
func withFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder.resolvingSymlinksInPath().path)
}

/// Creates a file.
func makeFile(_ path: String, _ bytes: [UInt8] = []) throws {
  try Data(bytes).write(to: URL(fileURLWithPath: path))
}
