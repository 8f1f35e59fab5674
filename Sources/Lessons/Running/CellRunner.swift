import Script

/// Evaluates the blocks of one lesson in one session.
struct CellRunner {
  /// What came of evaluating a block.
  struct Result {
    /// The text that a person would see.
    var output: String
    /// The error in which the block ended.
    var diagnostic: Diagnostic?
    /// Whether it ran longer than it may.
    var isLate: Bool

    /// Whether the user stopped it.
    var isStopped: Bool { diagnostic?.kind == .cancelled && !isLate }
  }

  let session: Session
  let host: CellHost
  /// The name of the lesson's file in error messages.
  let name: String

  /// Runs a block with the options of its cell; `timeout` is for a cell that sets none.
  func run(_ block: Block, _ options: CellOptions, timeout: Duration?) -> Result {
    evaluate(options, timeout) { () throws(Diagnostic) in try session.run(source(block)) }
  }

  /// The value of a check, which leaves no trace in the session.
  func check(_ block: Block, _ options: CellOptions, timeout: Duration?) -> (result: Result, value: Value) {
    let snapshot = session.snapshot()
    defer { session.restore(snapshot) }
    var value = Value.nothing
    let result = evaluate(options, timeout) { () throws(Diagnostic) in value = try session.value(of: source(block)) }
    return (result, value)
  }

  private func evaluate(
    _ options: CellOptions, _ timeout: Duration?, _ body: () throws(Diagnostic) -> Void
  ) -> Result {
    let seed = session.seed
    if let own = options.seed { session.seed = own }
    defer { if options.seed != nil { session.seed = seed } }
    host.begin(timeout: options.timeout ?? timeout)
    var diagnostic: Diagnostic?
    do { try body() } catch { diagnostic = error }
    let (output, isLate) = host.end()
    return Result(output: output, diagnostic: diagnostic, isLate: isLate)
  }

  private func source(_ block: Block) -> SourceText {
    SourceText(block.text, name: name, firstLine: block.line + 1)
  }
}
