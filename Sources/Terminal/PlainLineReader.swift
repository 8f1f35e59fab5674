import Platform

/// Reads lines from a descriptor without editing: for input that is piped, or typed while the output goes elsewhere.
package final class PlainLineReader: LineReader {
  private let descriptor: Int32
  private let showPrompt: (String) -> Void
  private var buffer: [UInt8] = []
  private var start = 0
  private var atEnd = false

  /// Reads from `descriptor`; `showPrompt` is given each prompt and does nothing unless somebody is there to see it.
  package init(descriptor: Int32 = STDIN_FILENO, showPrompt: @escaping (String) -> Void = { _ in }) {
    self.descriptor = descriptor
    self.showPrompt = showPrompt
  }

  package func read(prompt: String, continuing statement: String = "") -> LineInput {
    showPrompt(prompt)
    var searched = start
    while true {
      if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        let line = String(decoding: buffer[start..<end], as: UTF8.self)
        start = end + 1
        return .line(line.last == "\r" ? String(line.dropLast()) : line)
      }
      searched = buffer.count
      guard !atEnd else { return lastLine() }
      guard fill(&searched) else {
        Interrupt.clear()
        return Interrupt.endSignal == nil ? .interrupted : .end
      }
    }
  }

  /// Nothing is kept.
  package func remember(_ statement: String) {}

  /// Everything that is left of the input, as one text; nil when Ctrl-C came first.
  package func rest() -> String? {
    var end = buffer.count
    while !atEnd {
      guard fill(&end) else { return nil }
      end = buffer.count
    }
    defer { start = buffer.count }
    return String(decoding: buffer[start...], as: UTF8.self)
  }

  private func lastLine() -> LineInput {
    guard start < buffer.count else { return .end }
    defer { start = buffer.count }
    return .line(String(decoding: buffer[start...], as: UTF8.self))
  }

  /// Waits for more input; false when Ctrl-C came first. `place` moves with the buffer when that drops what was read.
  private func fill(_ place: inout Int) -> Bool {
    if start > 0 {
      buffer.removeFirst(start)
      place -= start
      start = 0
    }
    var waiting = [
      pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: Interrupt.descriptor, events: Int16(POLLIN), revents: 0),
    ]
    _ = poll(&waiting, nfds_t(waiting.count), -1)
    // The events only wake this loop: an old one may still tell of an interruption that has been dealt with.
    if waiting[1].revents != 0 { _ = Interrupt.events() }
    if Interrupt.isRequested {
      buffer.removeAll()
      return false
    }
    guard waiting[0].revents != 0 else { return true }
    var chunk = [UInt8](repeating: 0, count: 65536)
    let count = Platform.read(descriptor, &chunk, chunk.count)
    if count > 0 { buffer += chunk.prefix(count) } else if count == 0 || errno != EINTR { atEnd = true }
    return true
  }
}
