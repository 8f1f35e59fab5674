import Script
import Synchronization

/// A host that keeps what is shown, pictures as pictures; everything else goes to the host behind it.
final class RecordingHost: HostInFront {
  let base: any Host
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
}
