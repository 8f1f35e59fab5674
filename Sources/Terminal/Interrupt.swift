import Platform
import Synchronization

/// Ctrl-C as a flag that a running command looks at, and the signals that a waiting prompt must hear of. One that asks
/// the program to end (SIGTERM, SIGHUP) stops a command as Ctrl-C does, and what would come next.
///
/// The handlers only store into atomics and write a byte into a pipe, both of which a signal handler may do. The pipe
/// wakes a prompt that waits for a key; without it a signal just before the wait would go unseen.
package enum Interrupt {
  /// What happened while a prompt was waiting.
  enum Event: UInt8 {
    case interrupted = 1
    case resized
    case continued
  }

  private static let requested = Atomic<Bool>(false)
  private static let ending = Atomic<Int32>(0)
  private static let readingEnd = Atomic<Int32>(-1)
  private static let writingEnd = Atomic<Int32>(-1)

  /// Whether Ctrl-C was pressed since the last `clear()`, or the program shall end.
  package static var isRequested: Bool { requested.load(ordering: .relaxed) || endSignal != nil }

  /// The signal that has asked the program to end, if one has. It has the usual effect when it comes again.
  package static var endSignal: Int32? {
    let signal = ending.load(ordering: .relaxed)
    return signal == 0 ? nil : signal
  }

  /// Forgets an earlier Ctrl-C; a new command begins with this.
  package static func clear() { requested.store(false, ordering: .relaxed) }

  /// Takes over SIGINT, SIGTERM, SIGHUP, SIGWINCH and SIGCONT, and makes writing past the limit of a file's size an error
  /// of that write instead of the end of the process.
  package static func install() {
    signal(SIGXFSZ, SIG_IGN)
    // Every static is touched before, because making one on first use is nothing that a handler may do.
    clear()
    _ = endSignal
    if readingEnd.load(ordering: .relaxed) < 0 { openPipe() }
    ThisProcess.handle(SIGINT) { signal in
      Interrupt.requested.store(true, ordering: .relaxed)
      Interrupt.tell(.interrupted)
    }
    for signal in [SIGTERM, SIGHUP] {
      ThisProcess.handle(signal, once: true) { signal in
        Interrupt.ending.store(signal, ordering: .relaxed)
        Interrupt.tell(.interrupted)
      }
    }
    ThisProcess.handle(SIGWINCH) { _ in Interrupt.tell(.resized) }
    ThisProcess.handle(SIGCONT) { _ in Interrupt.tell(.continued) }
  }

  /// The descriptor that becomes readable when something has happened, or -1.
  package static var descriptor: Int32 { readingEnd.load(ordering: .relaxed) }

  /// What has happened since the last call.
  static func events() -> [Event] {
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = read(descriptor, &bytes, bytes.count)
    return count > 0 ? bytes.prefix(count).compactMap(Event.init) : []
  }

  private static func openPipe() {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return }
    for end in ends {
      _ = fcntl(end, F_SETFL, fcntl(end, F_GETFL) | O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    readingEnd.store(ends[0], ordering: .relaxed)
    writingEnd.store(ends[1], ordering: .relaxed)
  }

  /// Puts an event into the pipe; called by handlers.
  private static func tell(_ event: Event) {
    let saved = errno
    var byte = event.rawValue
    let end = writingEnd.load(ordering: .relaxed)
    if end >= 0 { _ = write(end, &byte, 1) }
    errno = saved
  }
}
