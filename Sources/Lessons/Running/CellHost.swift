import Script
import Synchronization

/// The host of a lesson's session: it keeps what a cell prints and stops a cell that runs too long; everything else
/// goes to the host behind it.
final class CellHost: Host {
  private struct State {
    var output = ""
    var deadline: Double?
    var isLate = false
  }

  private let base: any Host
  private let passesOn: Bool
  private let state = Mutex(State())

  /// A host in front of `base`, which also sees the output when `passesOn` is set.
  init(_ base: any Host, passesOn: Bool) {
    self.base = base
    self.passesOn = passesOn
  }

  /// Begins a cell that may run for `timeout`, without a limit when that is nil.
  func begin(timeout: Duration?) {
    let deadline = timeout.map { base.seconds() + $0.seconds }
    state.withLock { $0 = State(deadline: deadline) }
  }

  /// What the cell printed, and whether it ran too long.
  func end() -> (output: String, isLate: Bool) {
    let now = base.seconds()
    return state.withLock { state in
      // A cell that never asked whether to stop has still been late.
      (state.output, state.isLate || now > state.deadline ?? .infinity)
    }
  }

  func show(_ value: Value) {
    if passesOn { base.show(value) }
    state.withLock { $0.output += value.rendered() + "\n" }
  }

  var wantsStream: Bool { true }

  func stream(_ piece: String) {
    if passesOn { base.stream(piece) }
    state.withLock { $0.output += piece }
  }

  func note(_ message: String) { base.note(message) }

  func report(_ progress: ProgressReport) { base.report(progress) }

  func checkCancelled() throws {
    try base.checkCancelled()
    let now = base.seconds()
    let isLate = state.withLock { state in
      if now > state.deadline ?? .infinity { state.isLate = true }
      return state.isLate
    }
    if isLate { throw CancellationError() }
  }

  func readablePath(_ path: String) throws -> String { try base.readablePath(path) }

  func writablePath(_ path: String) throws -> String { try base.writablePath(path) }

  func readFile(_ path: String) throws -> [UInt8] { try base.readFile(path) }

  func writeFile(_ path: String, _ bytes: [UInt8]) throws { try base.writeFile(path, bytes) }

  func names(inFolder path: String) throws -> [String] { try base.names(inFolder: path) }

  func seconds() -> Double { base.seconds() }

  func watchMemory() -> () -> Int? { base.watchMemory() }

  func processorSeconds() -> Double? { base.processorSeconds() }

  func watchEnergy() -> () -> Double? { base.watchEnergy() }
}

extension Duration {
  /// The duration in seconds.
  var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
