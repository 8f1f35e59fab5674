import Synchronization

/// How effects reach the language: only the executable and tests implement it.
package protocol Host: Sendable {
  /// Shows a finished value, on standard output, followed by a line break.
  func show(_ value: Value)
  /// Whether results may be shown in pieces while they are made.
  var wantsStream: Bool { get }
  /// Shows a piece of a result, on standard output, as it is. The language adds the last line break.
  func stream(_ piece: String)
  /// Says something that is not a result, on standard error.
  func note(_ message: String)
  /// Shows how far something long has come, on standard error.
  func report(_ progress: ProgressReport)
  /// Throws `CancellationError` once the user has asked to stop.
  func checkCancelled() throws

  /// Where a file that may be read really is, for those that open it themselves: a model is mapped, not read.
  /// Throws, like ``readFile(_:)``, when there is no such file or it may not be read here.
  func readablePath(_ path: String) throws -> String
  /// Where a file or folder that may be written really is or will be, for those that write it themselves: a model is
  /// written piece by piece. Throws, like ``writeFile(_:_:)``, when it may not be written here.
  func writablePath(_ path: String) throws -> String
  /// The bytes of a file.
  func readFile(_ path: String) throws -> [UInt8]
  /// Writes a file so that either all of it or nothing is there afterwards.
  func writeFile(_ path: String, _ bytes: [UInt8]) throws
  /// The same host without any file outside `folder`: links that lead out of it are not followed.
  func confined(to folder: String) -> any Host
  /// The names in a folder, those of folders with a `/` at the end.
  func names(inFolder path: String) throws -> [String]
  /// Seconds of a clock that never goes backwards.
  func seconds() -> Double
  /// Begins to watch how much memory the process holds. What it gives tells the most that was held at one time since
  /// then, in bytes, or nil where the system does not say. There is one watch: beginning anew ends an earlier one.
  func watchMemory() -> () -> Int?
  /// Seconds that all cores together have computed for this process, or nil where the system does not say.
  func processorSeconds() -> Double?
  /// Begins to watch the processor's own counters of energy. What it gives tells the joules that the processor has taken
  /// since then, for all programs, or nil where there are no counters, they may not be read, or they have been asked too
  /// seldom to be sure.
  func watchEnergy() -> () -> Double?
}

extension Host {
  /// For hosts without links.
  package func confined(to folder: String) -> any Host { self }
  /// For hosts that can't tell.
  package func watchMemory() -> () -> Int? { { nil } }
  /// For hosts that can't tell.
  package func processorSeconds() -> Double? { nil }
  /// For hosts that can't tell.
  package func watchEnergy() -> () -> Double? { { nil } }
}

/// How far something long has come.
package struct ProgressReport: Sendable {
  /// What is going on: `tune prompt`.
  package let title: String
  /// How much is done, of `total`.
  package let completed: Int
  /// How much there is to do, or nil when that is not known.
  package let total: Int?
  /// What else is worth seeing: `loss 0.41`; may be empty.
  package let detail: String

  /// `completed` of `total` done.
  package init(_ title: String, completed: Int, of total: Int?, detail: String = "") {
    self.title = title
    self.completed = completed
    self.total = total
    self.detail = detail
  }
}

/// A host in front of another one: what it does not see to itself goes to the one behind it.
package protocol HostInFront: Host {
  /// The host behind it.
  var base: any Host { get }
}

extension HostInFront {
  package func show(_ value: Value) { base.show(value) }
  package var wantsStream: Bool { base.wantsStream }
  package func stream(_ piece: String) { base.stream(piece) }
  package func note(_ message: String) { base.note(message) }
  package func report(_ progress: ProgressReport) { base.report(progress) }
  package func checkCancelled() throws { try base.checkCancelled() }

  package func readablePath(_ path: String) throws -> String { try base.readablePath(path) }
  package func writablePath(_ path: String) throws -> String { try base.writablePath(path) }
  package func readFile(_ path: String) throws -> [UInt8] { try base.readFile(path) }
  package func writeFile(_ path: String, _ bytes: [UInt8]) throws { try base.writeFile(path, bytes) }
  package func confined(to folder: String) -> any Host { base.confined(to: folder) }
  package func names(inFolder path: String) throws -> [String] { try base.names(inFolder: path) }

  package func seconds() -> Double { base.seconds() }
  package func watchMemory() -> () -> Int? { base.watchMemory() }
  package func processorSeconds() -> Double? { base.processorSeconds() }
  package func watchEnergy() -> () -> Double? { base.watchEnergy() }
}

/// A result on its way to the host in pieces.
final class PieceStream: Sendable {
  private let host: any Host
  private let hasStarted = Atomic(false)

  init(_ host: any Host) {
    self.host = host
  }

  /// Whether anything has been sent.
  var isUsed: Bool { hasStarted.load(ordering: .relaxed) }

  func send(_ piece: String) {
    guard !piece.isEmpty else { return }
    hasStarted.store(true, ordering: .relaxed)
    host.stream(printable(piece))
  }

  /// Adds the line break that a value shown at once has behind it too.
  func finish() {
    if isUsed { host.stream("\n") }
  }
}
