import Script

/// Evaluates the blocks of one lesson in one session.
struct CellRunner {
  /// What came of evaluating a block.
  struct Result {
    /// The text that a person would see.
    var output: String
    /// The error in which the block ended, and the line of the document to which that goes back.
    var diagnostic: Diagnostic?
    var line: Int
    /// Whether it ran longer than it may.
    var isLate: Bool

    /// Whether it printed more than can be kept.
    var isTooLong: Bool

    /// Whether the user stopped it.
    var isStopped: Bool { diagnostic?.kind == .cancelled && !isLate && !isTooLong }

    /// The failure of what ran too long or printed too much, whether or not it should have ended in an error.
    ///
    /// - Throws: `CancellationError` when the user stopped it.
    func failure(limit: Duration) throws -> CellFailure? {
      if isStopped { throw CancellationError() }
      if isLate { return .timeout(limit) }
      return isTooLong ? .tooMuchOutput(CellHost.longestOutput) : nil
    }
  }

  let session: Session
  let host: CellHost
  /// The file that error messages name, with its lines; without one they speak of `input`, as they do at a prompt, and
  /// count from the first line of the block.
  let file: String?

  /// Runs a block with the options of its cell; `timeout` is for a cell that sets none.
  func run(_ block: Block, _ options: CellOptions, timeout: Duration?) -> Result {
    evaluate(source(of: block), block.line + 1, options, timeout) { source throws(Diagnostic) in
      try session.run(source)
    }
  }

  /// The value of a check, which leaves no trace in the session.
  func check(_ block: Block, _ options: CellOptions, timeout: Duration?) -> (result: Result, value: Value) {
    value(of: source(of: block), options, timeout: timeout, firstLine: block.line + 1)
  }

  /// The value of a text, which leaves no trace in the session.
  func value(
    of source: SourceText, _ options: CellOptions, timeout: Duration?, firstLine: Int = 1
  ) -> (result: Result, value: Value) {
    let snapshot = session.snapshot()
    defer { session.restore(snapshot) }
    var value = Value.nothing
    let result = evaluate(source, firstLine, options, timeout) { source throws(Diagnostic) in
      value = try session.value(of: source)
    }
    return (result, value)
  }

  private func source(of block: Block) -> SourceText {
    file.map { SourceText(block.text, name: $0, firstLine: block.line + 1) } ?? SourceText(block.text)
  }

  private func evaluate(
    _ source: SourceText, _ firstLine: Int, _ options: CellOptions, _ timeout: Duration?,
    _ body: (SourceText) throws(Diagnostic) -> Void
  ) -> Result {
    let seed = session.seed
    if let own = options.seed { session.seed = own }
    defer { if options.seed != nil { session.seed = seed } }
    host.begin(timeout: options.timeout ?? timeout)
    var diagnostic: Diagnostic?
    do { try body(source) } catch { diagnostic = error }
    let end = host.end()
    // An error inside a command that an earlier cell defined goes back to the call in this one.
    let spans = diagnostic.map { [$0.span] + $0.calls.map(\.span) } ?? []
    let line = spans.last { $0.source === source }?.line ?? source.firstLine
    return Result(
      output: end.output, diagnostic: diagnostic, line: firstLine + line - source.firstLine, isLate: end.isLate,
      isTooLong: end.isTooLong)
  }
}
