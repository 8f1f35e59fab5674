import Script

/// A statement as it was typed, with what came of reading it, which is done once.
package struct TypedStatement: Sendable {
  package let text: String
  /// The program, or the mistake in it.
  package let reading: Result<Program, Diagnostic>

  fileprivate init(_ text: String) {
    self.text = text
    reading = Result { () throws(Diagnostic) in try Program(parsing: SourceText(text)) }
  }

  /// Whether more lines could complete it.
  fileprivate var isIncomplete: Bool {
    if case .failure(let mistake) = reading { mistake.isIncomplete } else { false }
  }
}

extension LineReader {
  /// The next statement, put together from as many lines as it takes; nil at the end of the input. Ctrl-C drops the
  /// lines so far. What is not complete when the input ends is given as it is: running it says so, and a second end
  /// leaves.
  ///
  /// - Parameters:
  ///   - prompt: What is shown in front of the first line, and of those that continue it.
  ///   - isAnyLine: Whether a line is enough, whatever it says.
  package func statement(prompt: (first: String, next: String), isAnyLine: Bool = false) -> TypedStatement? {
    var pending: TypedStatement?
    while true {
      let start = pending.map { $0.text + "\n" } ?? ""
      switch read(prompt: pending == nil ? prompt.first : prompt.next, continuing: start) {
      case .interrupted: pending = nil
      case .end: return Interrupt.endSignal == nil ? pending : nil
      case .line(let line):
        let statement = TypedStatement(start + line)
        guard statement.isIncomplete, !isAnyLine else { return statement }
        pending = statement
      }
    }
  }
}
