import Script

/// Evaluates the blocks of one lesson in one session.
package struct CellRunner {
  /// What came of evaluating a block.
  package struct Result {
    /// The text that a person would see.
    package var output: String
    /// The error in which the block ended, and the line of the document to which that goes back.
    package var diagnostic: Diagnostic?
    package var line: Int
    /// Whether it ran longer than it may.
    package var isLate: Bool

    /// Whether the user stopped it.
    package var isStopped: Bool { diagnostic?.kind == .cancelled && !isLate }
  }

  package let session: Session
  let host: CellHost
  /// The file that error messages name, with its lines; without one they speak of `input`, as they do at a prompt, and
  /// count from the first line of the block.
  let file: String?

  /// A runner in `session`, whose host is `host`.
  package init(session: Session, host: CellHost, file: String?) {
    self.session = session
    self.host = host
    self.file = file
  }

  /// Runs a block with the options of its cell; `timeout` is for a cell that sets none.
  package func run(_ block: Block, _ options: CellOptions, timeout: Duration?) -> Result {
    evaluate(block, options, timeout) { source throws(Diagnostic) in try session.run(source) }
  }

  /// The value of a check, which leaves no trace in the session.
  package func check(_ block: Block, _ options: CellOptions, timeout: Duration?) -> (result: Result, value: Value) {
    let snapshot = session.snapshot()
    defer { session.restore(snapshot) }
    var value = Value.nothing
    let result = evaluate(block, options, timeout) { source throws(Diagnostic) in
      value = try session.value(of: source)
    }
    return (result, value)
  }

  private func evaluate(
    _ block: Block, _ options: CellOptions, _ timeout: Duration?, _ body: (SourceText) throws(Diagnostic) -> Void
  ) -> Result {
    let seed = session.seed
    if let own = options.seed { session.seed = own }
    defer { if options.seed != nil { session.seed = seed } }
    host.begin(timeout: options.timeout ?? timeout)
    let source = file.map { SourceText(block.text, name: $0, firstLine: block.line + 1) } ?? SourceText(block.text)
    var diagnostic: Diagnostic?
    do { try body(source) } catch { diagnostic = error }
    let (output, isLate) = host.end()
    // An error inside a command that an earlier cell defined goes back to the call in this one.
    let spans = diagnostic.map { [$0.span] + $0.calls.map(\.span) } ?? []
    let line = spans.last { $0.source === source }?.line ?? source.firstLine
    return Result(
      output: output, diagnostic: diagnostic, line: block.line + 1 + line - source.firstLine, isLate: isLate)
  }
}
