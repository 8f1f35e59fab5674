import Synchronization

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
