import Script

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
