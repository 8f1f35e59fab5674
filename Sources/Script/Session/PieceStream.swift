import Synchronization

/// A result on its way to the host in pieces.
final class PieceStream: Sendable {
  private struct State {
    var isUsed = false
    var endsLine = false
  }

  private let host: any Host
  private let state = Mutex(State())

  init(_ host: any Host) {
    self.host = host
  }

  /// Whether anything has been sent.
  var isUsed: Bool { state.withLock { $0.isUsed } }

  func send(_ piece: String) {
    guard !piece.isEmpty else { return }
    state.withLock { $0 = State(isUsed: true, endsLine: piece.utf8.last == UInt8(ascii: "\n")) }
    host.stream(printable(piece))
  }

  /// Ends the line that the pieces have begun.
  func finish() {
    if state.withLock({ $0.isUsed && !$0.endsLine }) { host.stream("\n") }
  }
}
