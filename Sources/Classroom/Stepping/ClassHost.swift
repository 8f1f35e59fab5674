import Script
import Synchronization

/// The host of a session in class: what is printed goes to the host behind it, or is held back, and is kept so that it
/// can be compared.
final class ClassHost: Host {
  private struct State {
    var output = ""
    var isHeld = false
  }

  private let base: any Host
  private let state = Mutex(State())

  init(_ base: any Host) {
    self.base = base
  }

  /// Begins to keep what is printed; `isHeld` keeps it from being shown.
  func begin(isHeld: Bool) {
    state.withLock { $0 = State(isHeld: isHeld) }
  }

  /// What was printed since, as a lesson's `output` block has it.
  func end() -> String {
    state.withLock { state in
      defer { state = State() }
      return state.output
    }
  }

  private var isHeld: Bool { state.withLock { $0.isHeld } }

  func show(_ value: Value) {
    if !isHeld { base.show(value) }
    state.withLock { $0.output += value.rendered() + "\n" }
  }

  var wantsStream: Bool { true }

  func stream(_ piece: String) {
    if !isHeld { base.stream(piece) }
    state.withLock { $0.output += piece }
  }

  func note(_ message: String) { if !isHeld { base.note(message) } }

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
