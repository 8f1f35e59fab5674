import Platform

/// A key that was pressed.
package enum KeyInput: Equatable, Sendable {
  case character(Character)
  case up, down, left, right, pageUp, pageDown
  /// A key that stands for nothing here.
  case other
  /// Ctrl-C.
  case interrupted
  /// The end of the input.
  case end
}

/// Reads single keys, which a terminal does not show as long as the reader exists. From a pipe each byte is a key.
package final class KeyReader {
  private let descriptor: Int32
  private var original: termios?

  package init(descriptor: Int32 = STDIN_FILENO) {
    self.descriptor = descriptor
    var settings = termios()
    guard isatty(descriptor) == 1, tcgetattr(descriptor, &settings) == 0 else { return }
    original = settings
    takeTerminal()
  }

  deinit { release() }

  /// Gives the terminal back as it was.
  package func release() {
    if var original { tcsetattr(descriptor, TCSADRAIN, &original) }
    original = nil
  }

  /// Keys come at once and unseen; Ctrl-C still interrupts.
  private func takeTerminal() {
    guard var settings = original else { return }
    settings.c_lflag &= ~tcflag_t(ICANON | ECHO)
    tcsetattr(descriptor, TCSADRAIN, &settings)
  }

  /// Waits for a key.
  package func read() -> KeyInput {
    Interrupt.clear()
    while true {
      if let key = next(timeout: -1) { return key }
    }
  }

  /// Waits for a key for so many milliseconds; nil when none was pressed.
  package func read(within milliseconds: Int32) -> KeyInput? { next(timeout: milliseconds) }

  /// The next key; nil when a signal or `timeout`, in milliseconds, came first.
  private func next(timeout: Int32) -> KeyInput? {
    switch nextByte(timeout: timeout) {
    case nil where Interrupt.endSignal != nil: return .end
    case nil: return Interrupt.isRequested ? .interrupted : nil
    case .some(nil): return .end
    case 0x1B: return escapeSequence()
    case let byte??: return byte < 0x80 ? .character(Character(Unicode.Scalar(byte))) : .other
    }
  }

  /// The key of a sequence that begins with Escape (ECMA-48, as xterm sends it).
  private func escapeSequence() -> KeyInput {
    guard case let introducer?? = nextByte(timeout: 50), [UInt8(ascii: "["), UInt8(ascii: "O")].contains(introducer)
    else { return .other }
    var parameters: [UInt8] = []
    while case let byte?? = nextByte(timeout: 50), parameters.count < 16 {
      guard (0x40...0x7E).contains(byte) else {
        parameters.append(byte)
        continue
      }
      switch (byte, String(decoding: parameters, as: UTF8.self)) {
      case (UInt8(ascii: "A"), _): return .up
      case (UInt8(ascii: "B"), _): return .down
      case (UInt8(ascii: "C"), _): return .right
      case (UInt8(ascii: "D"), _): return .left
      case (UInt8(ascii: "~"), "5"): return .pageUp
      case (UInt8(ascii: "~"), "6"): return .pageDown
      default: return .other
      }
    }
    return .other
  }

  /// The next byte, an inner nil at the end of the input, or nil when a signal or `timeout`, in milliseconds, came first.
  private func nextByte(timeout: Int32) -> UInt8?? {
    var waiting = [
      pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: Interrupt.descriptor, events: Int16(POLLIN), revents: 0),
    ]
    guard poll(&waiting, nfds_t(waiting.count), timeout) > 0 else { return nil }
    if waiting[1].revents != 0, Interrupt.events().contains(.continued) { takeTerminal() }
    guard waiting[0].revents != 0 else { return nil }
    var byte: UInt8 = 0
    let count = Platform.read(descriptor, &byte, 1)
    if count < 0, errno == EINTR { return nil }
    return .some(count == 1 ? byte : nil)
  }
}
