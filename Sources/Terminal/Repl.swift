import Script

/// The conversation at a prompt: read a statement, run it, show what came of it, until the input ends.
package struct Repl {
  /// What is shown in front of a line.
  package struct Prompts: Sendable {
    package var first = "primer> "
    /// In front of a line that continues a statement.
    package var next = "   ...> "

    package init() {}
  }

  private let session: Session
  private let reader: any LineReader
  private let report: (Diagnostic) -> Void
  private let didRun: () -> Void
  private let prompts: Prompts

  /// A conversation with `session`, whose host shows results. Mistakes go to `report`; `didRun` is called after each
  /// statement, whatever came of it.
  package init(
    session: Session, reader: any LineReader, prompts: Prompts = Prompts(), report: @escaping (Diagnostic) -> Void,
    didRun: @escaping () -> Void = {}
  ) {
    self.session = session
    self.reader = reader
    self.prompts = prompts
    self.report = report
    self.didRun = didRun
  }

  /// Runs until the input ends, or somebody types `quit` or `exit`. A mistake or an interruption ends a statement,
  /// never the session.
  package func run() {
    // The lines so far of a statement that is not complete.
    var pending = ""
    while true {
      switch reader.read(prompt: pending.isEmpty ? prompts.first : prompts.next, continuing: pending) {
      case .interrupted: pending = ""
      case .end:
        guard !pending.isEmpty else { return }
        // What is incomplete is said to be so; a second end leaves.
        evaluate(pending)
        pending = ""
      case .line(let line):
        let text = pending + line
        if isIncomplete(text) {
          pending = text + "\n"
          continue
        }
        pending = ""
        if isFarewell(text) { return }
        evaluate(text)
      }
    }
  }

  private func isIncomplete(_ text: String) -> Bool {
    do {
      _ = try Program(parsing: SourceText(text))
      return false
    } catch {
      return error.isIncomplete
    }
  }

  private func isFarewell(_ text: String) -> Bool {
    let word = text.trimmed
    return ["quit", "exit"].contains(word) && session.command(named: word) == nil
  }

  private func evaluate(_ text: String) {
    guard !text.trimmed.isEmpty else { return }
    reader.remember(text.trimmed)
    Interrupt.clear()
    do { try session.run(SourceText(text)) } catch { report(error) }
    didRun()
  }
}

extension String {
  /// The text without white space around it.
  fileprivate var trimmed: String {
    guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace }) else {
      return ""
    }
    return String(self[first...last])
  }
}
