import Script
import Synchronization

/// The host of a lesson's session: it keeps what a cell prints, stops a cell that runs too long or prints too much, and
/// notes which files are read; everything else goes to the host behind it.
final class CellHost: HostInFront {
  private struct State {
    var output = ""
    var deadline: Double?
    var isLate = false
    var isTooLong = false
  }

  /// The most bytes that are kept of what a cell prints.
  static let longestOutput = 16 << 20

  let base: any Host
  private let passesOn: Bool
  private let record: LessonRecord?
  private let state = Mutex(State())

  /// A host in front of `base`, which sees the output instead when `passesOn` is set. What is read goes into `record`.
  init(_ base: any Host, passesOn: Bool, record: LessonRecord? = nil) {
    self.base = base
    self.passesOn = passesOn
    self.record = record
  }

  /// Begins a cell that may run for `timeout`, without a limit when that is nil.
  func begin(timeout: Duration?) {
    let deadline = timeout.map { base.seconds() + $0.seconds }
    state.withLock { $0 = State(deadline: deadline) }
  }

  /// How long the cell has been running over its time, in seconds; nil while it may run.
  var lateness: Double? {
    let now = base.seconds()
    return state.withLock { state in state.deadline.flatMap { now > $0 ? now - $0 : nil } }
  }

  /// Ends the cell: what it printed, and whether it ran too long or printed too much.
  func end() -> (output: String, isLate: Bool, isTooLong: Bool) {
    let now = base.seconds()
    return state.withLock { state in
      // A cell that never asked whether to stop has still been late.
      defer { state.deadline = nil }
      return (state.output, state.isLate || now > state.deadline ?? .infinity, state.isTooLong)
    }
  }

  func show(_ value: Value) {
    if passesOn { base.show(value) } else { keep(value.rendered() + "\n") }
  }

  var wantsStream: Bool { true }

  func stream(_ piece: String) {
    if passesOn { base.stream(piece) } else { keep(piece) }
  }

  private func keep(_ text: String) {
    state.withLock { state in
      state.isTooLong = state.isTooLong || state.output.utf8.count + text.utf8.count > Self.longestOutput
      if !state.isTooLong { state.output += text }
    }
  }

  func checkCancelled() throws {
    try base.checkCancelled()
    let now = base.seconds()
    let isOver = state.withLock { state in
      if now > state.deadline ?? .infinity { state.isLate = true }
      return state.isLate || state.isTooLong
    }
    if isOver { throw CancellationError() }
  }

  func readablePath(_ path: String) throws -> String {
    record?.willRead(path, .content, base)
    return try base.readablePath(path)
  }

  func writablePath(_ path: String) throws -> String {
    record?.willWrite(path)
    return try base.writablePath(path)
  }

  func readFile(_ path: String) throws -> [UInt8] {
    record?.willRead(path, .content, base)
    return try base.readFile(path)
  }

  func writeFile(_ path: String, _ bytes: [UInt8]) throws {
    record?.willWrite(path)
    try base.writeFile(path, bytes)
  }

  func names(inFolder path: String) throws -> [String] {
    record?.willRead(path, .names, base)
    return try base.names(inFolder: path)
  }
}

extension Duration {
  /// The duration in seconds.
  var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
