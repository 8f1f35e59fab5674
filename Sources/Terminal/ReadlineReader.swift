import CReadline

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What may stand at the cursor: how many bytes in front of it are replaced, and by what.
package struct LineCompletions: Sendable {
  package let replaced: Int
  package let candidates: [String]

  package init(replaced: Int, candidates: [String]) {
    self.replaced = replaced
    self.candidates = candidates
  }
}

/// Reads lines from a terminal with GNU readline: editing, `~/.inputrc`, history, completion, pasted text as one line.
///
/// Readline's callback interface is used, so that Ctrl-C needs no jump out of its functions: a signal wakes the loop below
/// through `Interrupt`'s pipe. Readline has one state for the whole process, hence one reader at a time.
package final class ReadlineReader: LineReader {
  /// Answers what can stand at a byte of a line.
  package typealias Complete = (_ line: String, _ cursor: Int) -> LineCompletions

  private let history: HistoryFile?
  private let complete: Complete
  private let warn: (String) -> Void
  private var lastRemembered: String?
  private var received: LineInput?

  /// The reader whose `read` is running. Readline calls back only from inside `rl_callback_read_char`, on the thread that
  /// called it, so nothing else ever looks at this variable meanwhile.
  private nonisolated(unsafe) static var current: ReadlineReader?

  /// Prepares readline. Problems with the history are told to `warn` and leave a reader without one.
  package init(history: HistoryFile?, warn: @escaping (String) -> Void = { _ in }, complete: @escaping Complete) {
    self.history = history
    self.complete = complete
    self.warn = warn
    // Readline keeps both texts for good.
    primer_readline_prepare(strdup("Primer"), strdup(" \t\n"), completionCallback)
    using_history()
    guard let history else { return }
    stifle_history(Int32(clamping: history.limit))
    do {
      for entry in try history.load() {
        add_history(entry)
        lastRemembered = entry
      }
    } catch {
      warn("\(error)")
    }
  }

  package func remember(_ statement: String) {
    guard !statement.allSatisfy(\.isWhitespace), statement != lastRemembered else { return }
    lastRemembered = statement
    add_history(statement)
    do { try history?.append(statement) } catch { warn("\(error)") }
  }

  package func read(prompt: String) -> LineInput {
    Self.current = self
    received = nil
    let wasResized = Interrupt.events().contains(.resized)
    Interrupt.clear()
    rl_callback_handler_install(prompt) { line in ReadlineReader.current?.receive(line) }
    if wasResized { rl_resize_terminal() }
    defer {
      rl_callback_handler_remove()
      Self.current = nil
    }
    while true {
      if let received { return received }
      waitForKeyOrSignal()
    }
  }

  private func waitForKeyOrSignal() {
    var waiting = [
      pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
      pollfd(fd: Interrupt.descriptor, events: Int16(POLLIN), revents: 0),
    ]
    guard poll(&waiting, nfds_t(waiting.count), -1) > 0 else { return }
    if waiting[1].revents != 0 {
      for event in Interrupt.events() { handle(event) }
    }
    if received == nil, waiting[0].revents != 0 { rl_callback_read_char() }
  }

  private func handle(_ event: Interrupt.Event) {
    switch event {
    case .interrupted:
      primer_readline_abandon()
      Interrupt.clear()
      received = .interrupted
    case .resized: rl_resize_terminal()
    case .continued: primer_readline_resume()
    }
  }

  /// Takes the line that readline has finished and allocated; none at the end of the input.
  private func receive(_ line: UnsafeMutablePointer<CChar>?) {
    guard let line else {
      print()
      received = .end
      return
    }
    received = .line(String(cString: line))
    free(line)
    // Until the handler goes, readline would begin another line at once and show its prompt.
    rl_callback_handler_remove()
  }

  /// The candidates at the cursor as readline wants them: their common beginning, then each, then a null pointer, all
  /// allocated with malloc.
  fileprivate static func candidates(
    from start: Int32, to end: Int32
  ) -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? {
    primer_readline_candidates(0)
    guard let reader = current, let buffer = primer_readline_line() else { return nil }
    let bytes = Array(String(cString: buffer).utf8)
    let cursor = min(Int(primer_readline_point()), bytes.count)
    let found = reader.complete(String(decoding: bytes, as: UTF8.self), cursor)
    // Readline replaces from `start`, the last space; what lies between that and the replaced part comes back unchanged.
    let replaced = cursor - found.replaced
    guard Int(start) <= replaced, replaced <= cursor, !found.candidates.isEmpty else { return nil }
    let kept = String(decoding: bytes[Int(start)..<replaced], as: UTF8.self)
    let words = found.candidates.map { kept + $0 }
    if words.count == 1 { primer_readline_candidates(words[0].hasSuffix("/") ? 0 : 32) }
    let all = words.count == 1 ? words : [commonPrefix(of: words)] + words
    let array = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: all.count + 1)
    for (index, word) in all.enumerated() { array[index] = strdup(word) }
    array[all.count] = nil
    return array
  }
}

/// Readline's question for what can stand at the cursor.
private func completionCallback(
  _ word: UnsafePointer<CChar>?, _ start: Int32, _ end: Int32
) -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? {
  ReadlineReader.candidates(from: start, to: end)
}

/// The longest beginning that all words share.
func commonPrefix(of words: [String]) -> String {
  guard var prefix = words.first else { return "" }
  for word in words.dropFirst() { prefix = prefix.commonPrefix(with: word) }
  return prefix
}

extension String {
  fileprivate func commonPrefix(with other: String) -> String {
    String(zip(self, other).prefix { $0 == $1 }.map(\.0))
  }
}
