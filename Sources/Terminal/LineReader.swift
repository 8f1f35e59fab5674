/// Where typed lines come from.
package protocol LineReader: AnyObject {
  /// Waits for a line behind `prompt`. A pasted text is one line that holds line breaks. The line continues
  /// `statement`, which is empty or ends in a line break.
  func read(prompt: String, continuing statement: String) -> LineInput

  /// Keeps a statement, of one line or several, for recalling it later.
  func remember(_ statement: String)

  /// Forgets what was typed while nothing was read.
  func dropTypedAhead()
}

extension LineReader {
  /// Nothing is forgotten: what comes from a pipe was not typed by mistake.
  package func dropTypedAhead() {}
}

/// What came of waiting for a line.
package enum LineInput: Equatable, Sendable {
  /// A line without its line break.
  case line(String)
  /// Ctrl-C: what had been typed is dropped.
  case interrupted
  /// Ctrl-D on an empty line, or the end of the input.
  case end
}

extension LineReader {
  /// The next statement, put together from as many lines as it takes; nil at the end of the input. Ctrl-C drops the
  /// lines so far. What is not complete when the input ends is given as it is: running it says so, and a second end
  /// leaves.
  ///
  /// - Parameters:
  ///   - prompt: What is shown in front of the first line, and of those that continue it.
  ///   - isIncomplete: Whether a text needs more lines.
  package func statement(prompt: (first: String, next: String), isIncomplete: (String) -> Bool) -> String? {
    var pending = ""
    while true {
      switch read(prompt: pending.isEmpty ? prompt.first : prompt.next, continuing: pending) {
      case .interrupted: pending = ""
      case .end: return pending.isEmpty || Interrupt.endSignal != nil ? nil : pending
      case .line(let line):
        let text = pending + line
        guard isIncomplete(text) else { return text }
        pending = text + "\n"
      }
    }
  }
}
