import CReadline
import Platform
import Script

/// Reads lines from a terminal with GNU readline: editing, `~/.inputrc`, history, completion, pasted text as one line.
///
/// Readline's callback interface is used, so that Ctrl-C needs no jump out of its functions: a signal wakes the loop
/// below through `Interrupt`'s pipe. Readline has one state for the whole process, hence one reader at a time.
package final class ReadlineReader: LineReader {
  /// Answers what can stand at a byte of a statement.
  package typealias Complete = (_ statement: String, _ cursor: Int) -> Completion

  private let history: HistoryFile?
  private let complete: Complete
  private let warn: (String) -> Void
  private var lastRemembered: String?
  private var received: LineInput?
  /// The lines of the statement that the line being typed continues.
  private var before = ""

  /// The reader whose `read` is running. Readline calls back only from inside `rl_callback_read_char`, on the thread
  /// that called it, so nothing else ever looks at this variable meanwhile.
  private nonisolated(unsafe) static var current: ReadlineReader?

  /// Prepares readline. Problems with the history are told to `warn` and leave a reader without one.
  package init(history: HistoryFile?, warn: @escaping (String) -> Void = { _ in }, complete: @escaping Complete) {
    self.history = history
    self.complete = complete
    self.warn = warn
    // Readline keeps both texts for good.
    primer_readline_prepare(strdup("Primer"), strdup(" \t\n()[]{}|;,"), completionCallback)
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

  package func read(prompt: String, continuing statement: String) -> LineInput {
    Self.current = self
    before = statement
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
      if Interrupt.endSignal != nil { return .end }
      if let received { return received }
      waitForKeyOrSignal()
    }
  }

  package func dropTypedAhead() { tcflush(STDIN_FILENO, TCIFLUSH) }

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
      received = Interrupt.endSignal == nil ? .interrupted : .end
    case .resized: rl_resize_terminal()
    case .continued: primer_readline_resume()
    }
  }

  /// Takes the line that readline has finished and allocated; none at the end of the input.
  private func receive(_ line: UnsafeMutablePointer<CChar>?) {
    // Until the handler goes, readline would begin another line at once and show its prompt.
    rl_callback_handler_remove()
    if let line {
      received = .line(String(cString: line))
      free(line)
    } else {
      writeAll("\n", to: STDOUT_FILENO)
      received = .end
    }
  }

  /// The candidates at the cursor as readline wants them: their common beginning, then each, then a null pointer, all
  /// allocated with malloc. They replace the bytes of the line from `start` on, where readline sees the word begin.
  fileprivate static func candidates(from start: Int) -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? {
    primer_readline_candidates(0)
    guard let reader = current, let buffer = primer_readline_line() else { return nil }
    let statement = reader.before + String(cString: buffer)
    let offset = reader.before.utf8.count
    let found = reader.complete(statement, offset + Int(primer_readline_point()))
    let bytes = Array(statement.utf8)
    let (theirs, ours) = (min(offset + start, bytes.count), found.start)
    // The language may see the word begin elsewhere: what lies between the two places is added or taken away.
    let words = found.candidates.compactMap { candidate in
      if ours >= theirs { return String(decoding: bytes[theirs..<ours], as: UTF8.self) + candidate.text }
      let typed = String(decoding: bytes[ours..<theirs], as: UTF8.self)
      return candidate.text.hasPrefix(typed) ? String(candidate.text.dropFirst(typed.count)) : nil
    }
    guard let first = words.first else { return nil }
    if words.count == 1 { primer_readline_candidates(reader.ending(of: found.candidates[0])) }
    let all = words.count == 1 ? words : [words.dropFirst().reduce(first, commonPrefix)] + words
    let array = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: all.count + 1)
    for (index, word) in all.enumerated() { array[index] = strdup(word) }
    array[all.count] = nil
    return array
  }

  /// What follows a word that has been completed: nothing where it may go on.
  private func ending(of candidate: Completion.Candidate) -> Int32 {
    switch candidate.kind {
    case .variable, .field: 0
    case .file where candidate.text.hasSuffix("/"): 0
    case .command, .label, .choice, .name, .file, .keyword: Int32(UInt8(ascii: " "))
    }
  }
}

/// Readline's question for what can stand at the cursor.
private func completionCallback(
  _ word: UnsafePointer<CChar>?, _ start: Int32, _ end: Int32
) -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? {
  ReadlineReader.candidates(from: Int(start))
}

/// The longest beginning that both words share.
private func commonPrefix(of one: String, and other: String) -> String {
  String(zip(one, other).prefix { $0 == $1 }.map(\.0))
}
