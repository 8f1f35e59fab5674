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
    while let statement = reader.statement(prompt: (prompts.first, prompts.next)) {
      if isFarewell(statement.text) { return }
      run(statement)
    }
  }

  private func isFarewell(_ text: String) -> Bool {
    let word = text.trimmed
    return ["quit", "exit"].contains(word) && session.command(named: word) == nil
  }

  private func run(_ statement: TypedStatement) {
    guard !statement.text.trimmed.isEmpty else { return }
    reader.remember(statement.text.trimmed)
    Interrupt.clear()
    do throws(Diagnostic) { try session.run(statement.reading.get()) } catch { report(error) }
    didRun()
  }
}
