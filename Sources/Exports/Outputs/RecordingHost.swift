import Script
import Synchronization

/// A host that keeps what is shown, pictures as pictures; everything else goes to the host behind it.
final class RecordingHost: Host {
  private let base: any Host
  private let output = Mutex(CellOutput())

  init(_ base: any Host) { self.base = base }

  /// What was shown since the last time.
  func take() -> CellOutput {
    output.withLock { output in
      defer { output = CellOutput() }
      return output.finished()
    }
  }

  func show(_ value: Value) {
    let text = value.rendered() + "\n"
    output.withLock { output in
      if let drawing = value.drawing { output.append(drawing, text: text) } else { output.append(text) }
    }
  }

  var wantsStream: Bool { true }

  func stream(_ piece: String) { output.withLock { $0.append(printable(piece)) } }

  func note(_ message: String) { base.note(message) }

  func report(_ progress: ProgressReport) { base.report(progress) }

  func checkCancelled() throws { try base.checkCancelled() }

  func readablePath(_ path: String) throws -> String { try base.readablePath(path) }

  func writablePath(_ path: String) throws -> String { try base.writablePath(path) }

  func readFile(_ path: String) throws -> [UInt8] { try base.readFile(path) }

  func writeFile(_ path: String, _ bytes: [UInt8]) throws { try base.writeFile(path, bytes) }

  func names(inFolder path: String) throws -> [String] { try base.names(inFolder: path) }

  func seconds() -> Double { base.seconds() }

  func watchMemory() -> () -> Int? { base.watchMemory() }
}
