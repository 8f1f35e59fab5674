import Script
import Synchronization

/// The host of a session whose cells are run: it keeps, passes on or drops what a cell shows, stops a cell that runs too
/// long or prints too much, and notes which files are read. Everything else goes to the host behind it.
package final class CapturingHost: HostInFront {
  /// What becomes of what a cell shows.
  package enum Output: Sendable {
    /// It is kept, and nobody sees it.
    case keep
    /// The host behind shows it.
    case passOn
    /// It is kept and shown.
    case both
    /// It is dropped, notes and progress included.
    case drop

    fileprivate var isKept: Bool { self == .keep || self == .both }
    fileprivate var isPassedOn: Bool { self == .passOn || self == .both }
  }

  /// How a picture is treated.
  package enum Pictures: Sendable {
    /// As its rendered text.
    case text
    /// Kept as a picture.
    case kept
    /// Kept as its rendered text, and shown in sentences.
    case described
  }

  /// The clock by which a cell's time is measured.
  package enum Clock: Sendable {
    case wall
    /// The time that all cores have computed, so that results don't depend on what else the machine does. A cell that
    /// computes nothing either is stopped after ten times as long.
    case processor
  }

  /// What a cell may use; nil for as much as it likes.
  struct Limits {
    var time: Duration?
    var outputBytes: Int?
  }

  /// Which limit a cell has exceeded.
  enum Excess {
    case time
    case output
  }

  private struct State {
    var policy: Output
    var output = CellOutput()
    var byteCount = 0
    var byteLimit = Int.max
    var wallDeadline = Double.infinity
    var processorDeadline = Double.infinity
    var excess: Excess?
  }

  /// The most bytes that a cell may print.
  package static let outputLimit = 16 << 20

  package let base: any Host
  private let policy: Output
  private let pictures: Pictures
  private let clock: Clock
  private let record: LessonRecord?
  private let state: Mutex<State>

  /// A host in front of `base`. What cells read goes into `record`.
  package init(
    _ base: any Host, _ policy: Output, pictures: Pictures = .text, clock: Clock = .wall, record: LessonRecord? = nil
  ) {
    self.base = base
    self.policy = policy
    self.pictures = pictures
    self.clock = clock
    self.record = record
    state = Mutex(State(policy: policy))
  }

  // MARK: A cell

  /// Starts a cell within `limits`; `policy` is for this cell alone.
  func begin(_ limits: Limits, policy: Output? = nil) {
    var state = State(policy: policy ?? self.policy)
    state.byteLimit = limits.outputBytes ?? .max
    if let seconds = limits.time?.seconds {
      switch clock {
      case .wall: state.wallDeadline = base.seconds() + seconds
      case .processor:
        state.processorDeadline = computedSeconds() + seconds
        state.wallDeadline = base.seconds() + 10 * seconds
      }
    }
    let new = state
    self.state.withLock { $0 = new }
  }

  /// Ends the cell: what was kept of its output, and which limit it has exceeded, if any.
  func end() -> (output: CellOutput, excess: Excess?) {
    // A cell that never asked whether to stop has still been late.
    let isLate = lateness != nil
    return state.withLock { state in
      defer { state = State(policy: policy) }
      return (state.output, state.excess ?? (isLate ? .time : nil))
    }
  }

  /// For how many seconds the cell has been running past its deadline, also while it does not look up; nil while it may
  /// run.
  package var lateness: Double? {
    let (wall, processor) = state.withLock { ($0.wallDeadline, $0.processorDeadline) }
    var late = -Double.infinity
    if wall < .infinity { late = base.seconds() - wall }
    if processor < .infinity { late = max(late, computedSeconds() - processor) }
    return late > 0 ? late : nil
  }

  private func computedSeconds() -> Double { base.processorSeconds() ?? base.seconds() }

  package func checkCancelled() throws {
    try base.checkCancelled()
    let isLate = lateness != nil
    let isOver = state.withLock { state in
      if isLate, state.excess == nil { state.excess = .time }
      return state.excess != nil
    }
    if isOver { throw CancellationError() }
  }

  // MARK: What it shows

  package func show(_ value: Value) {
    let text = value.rendered() + "\n"
    let policy = take(text) { output in
      if pictures == .kept, let drawing = value.drawing {
        output.append(drawing, text: text)
      } else {
        output.append(text)
      }
    }
    guard policy.isPassedOn else { return }
    base.show(pictures == .described ? value.drawing.map { .text($0.description) } ?? value : value)
  }

  package var wantsStream: Bool { true }

  package func stream(_ piece: String) {
    if take(piece, keep: { $0.append(piece) }).isPassedOn { base.stream(piece) }
  }

  /// Counts a text, and keeps it where that is wanted; what is to become of it otherwise.
  private func take(_ text: String, keep: (inout CellOutput) -> Void) -> Output {
    state.withLock { state in
      state.byteCount += text.utf8.count
      guard state.byteCount <= state.byteLimit else {
        if state.excess == nil { state.excess = .output }
        return .drop
      }
      if state.policy.isKept { keep(&state.output) }
      return state.policy
    }
  }

  private var current: Output { state.withLock { $0.policy } }

  package func note(_ message: String) {
    if current.isPassedOn { base.note(message) }
  }

  package func report(_ progress: ProgressReport) {
    if current != .drop { base.report(progress) }
  }

  // MARK: Files

  package func readablePath(_ path: String) throws -> String {
    record?.willRead(path, .content, base)
    return try base.readablePath(path)
  }

  package func writablePath(_ path: String) throws -> String {
    record?.willWrite(path)
    return try base.writablePath(path)
  }

  package func readFile(_ path: String) throws -> [UInt8] {
    record?.willRead(path, .content, base)
    return try base.readFile(path)
  }

  package func writeFile(_ path: String, _ bytes: [UInt8]) throws {
    record?.willWrite(path)
    try base.writeFile(path, bytes)
  }

  package func names(inFolder path: String) throws -> [String] {
    record?.willRead(path, .names, base)
    return try base.names(inFolder: path)
  }
}
