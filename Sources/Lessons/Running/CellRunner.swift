import Script

/// How a cell came to its end.
package enum CellEnd: Sendable {
  case fine
  /// In an error that goes back to a line of the document.
  case error(Diagnostic, line: Int)
  /// It ran longer than it may.
  case late(limit: Duration)
  /// It printed more bytes than it may.
  case tooMuchOutput(limit: Int)
  /// The user stopped it.
  case stopped(Diagnostic)

  /// The error, or the interruption.
  package var diagnostic: Diagnostic? {
    switch self {
    case .error(let diagnostic, _), .stopped(let diagnostic): diagnostic
    case .fine, .late, .tooMuchOutput: nil
    }
  }

  /// What is wrong with it; nil for a cell that ended as it should.
  ///
  /// - Throws: `CancellationError` when the user stopped the cell.
  package func failure(expectingError: Bool) throws(CancellationError) -> CellFailure? {
    switch self {
    case .fine: expectingError ? .noError : nil
    case .error(let diagnostic, let line): expectingError ? nil : .error(line: line, RenderedDiagnostic(diagnostic))
    case .late(let limit): .timeout(limit)
    case .tooMuchOutput(let limit): .tooMuchOutput(limit)
    case .stopped: throw CancellationError()
    }
  }
}

/// A cell that has run: what it showed and how it ended.
package struct CellRun: Sendable {
  /// What was kept of what it showed, with the error of a cell that should end in one.
  package let output: CellOutput
  package let end: CellEnd
  /// Whether it should have ended in an error.
  fileprivate let expectsError: Bool

  /// What is wrong with how it ended; nil when it ended as it should.
  ///
  /// - Throws: `CancellationError` when the user stopped it.
  package func failure() throws(CancellationError) -> CellFailure? { try end.failure(expectingError: expectsError) }

  /// Whether what it left behind is nothing to go on from.
  package var isBroken: Bool {
    do { return try failure()?.blocks ?? false } catch { return true }
  }

  /// The error that nobody expected, or the interruption.
  package var diagnostic: Diagnostic? { isBroken ? end.diagnostic : nil }
}

/// Runs the cells of a lesson in one session: with their seeds, within their limits. There is no other way to run one.
package struct CellRunner {
  package let session: Session
  package let host: CapturingHost
  /// The file that error messages name, with its lines; without one they speak of `input`, as they do at a prompt, and
  /// count from the first line of the block.
  let file: String?
  /// The time limit of cells without `timeout=`; nil for none.
  let timeout: Duration?

  /// A runner in the session that `session` makes for `host`.
  package init(
    _ host: CapturingHost, session: (any Host) -> Session, file: String? = nil, timeout: Duration? = nil
  ) {
    self.init(session(host), host, file: file, timeout: timeout)
  }

  init(_ session: Session, _ host: CapturingHost, file: String?, timeout: Duration?) {
    self.session = session
    self.host = host
    self.file = file
    self.timeout = timeout
  }

  /// Runs a block with the options of its cell.
  package func run(_ block: Block, _ options: CellOptions) -> CellRun {
    evaluate(source(of: block), block.line + 1, options, expectsError: options.fails) { source throws(Diagnostic) in
      try session.run(source)
    }
  }

  /// Runs a text in place of a cell's own. What it shows is treated by `policy`, when that is given.
  package func run(_ text: String, _ options: CellOptions, policy: CapturingHost.Output? = nil) -> CellRun {
    evaluate(SourceText(text), 1, options, expectsError: options.fails, policy) { source throws(Diagnostic) in
      try session.run(source)
    }
  }

  /// Runs what somebody types besides: with the session's seed, without limits, and nothing is kept of what it shows.
  /// Gives the error in which it ended, or the interruption.
  package func tryOut(_ text: String) -> CellEnd? {
    do throws(Diagnostic) {
      try session.run(SourceText(text))
      return nil
    } catch {
      return error.kind == .cancelled ? .stopped(error) : .error(error, line: error.span.line)
    }
  }

  /// The value of a check, which leaves no trace in the session.
  package func value(of block: Block, _ options: CellOptions) -> (run: CellRun, value: Value) {
    value(of: source(of: block), options, firstLine: block.line + 1)
  }

  /// The value of a text, which leaves no trace in the session.
  package func value(
    of source: SourceText, _ options: CellOptions, firstLine: Int = 1
  ) -> (run: CellRun, value: Value) {
    let (run, value) = result(of: source, firstLine, options) { source throws(Diagnostic) in
      try session.value(of: source)
    }
    return (run, value ?? .nothing)
  }

  /// What does not hold in a check, which leaves no trace in the session; nil when it ended in an error.
  package func judgement(of check: Block, _ options: CellOptions) -> (run: CellRun, result: Judgement?) {
    result(of: source(of: check), check.line + 1, options) { source throws(Diagnostic) in
      try session.judgement(of: source)
    }
  }

  private func result<Result>(
    of source: SourceText, _ firstLine: Int, _ options: CellOptions,
    _ body: (SourceText) throws(Diagnostic) -> Result
  ) -> (run: CellRun, result: Result?) {
    let snapshot = session.snapshot()
    defer { session.restore(snapshot) }
    var result: Result?
    let run = evaluate(source, firstLine, options, expectsError: false, .drop) { source throws(Diagnostic) in
      result = try body(source)
    }
    return (run, result)
  }

  private func source(of block: Block) -> SourceText {
    file.map { SourceText(block.text, name: $0, firstLine: block.line + 1) } ?? SourceText(block.text)
  }

  private func evaluate(
    _ source: SourceText, _ firstLine: Int, _ options: CellOptions, expectsError: Bool,
    _ policy: CapturingHost.Output? = nil, _ body: (SourceText) throws(Diagnostic) -> Void
  ) -> CellRun {
    let seed = session.seed
    if let own = options.seed { session.seed = own }
    defer { if options.seed != nil { session.seed = seed } }
    let time = options.timeout ?? timeout
    host.begin(.init(time: time, outputBytes: CapturingHost.outputLimit), policy: policy)
    var diagnostic: Diagnostic?
    do { try body(source) } catch { diagnostic = error }
    var (output, excess) = host.end()
    let end: CellEnd
    switch (excess, diagnostic) {
    case (.time?, _): end = .late(limit: time ?? .zero)
    case (.output?, _): end = .tooMuchOutput(limit: CapturingHost.outputLimit)
    case (nil, let stop?) where stop.kind == .cancelled: end = .stopped(stop)
    case (nil, let error?):
      if expectsError { output.error = error.rendered() }
      end = .error(error, line: firstLine + line(of: error, in: source) - source.firstLine)
    case (nil, nil): end = .fine
    }
    return CellRun(output: output, end: end, expectsError: expectsError)
  }

  /// The line of `source` that an error goes back to. One inside a command that an earlier cell defined goes back to the
  /// call in this one.
  private func line(of error: Diagnostic, in source: SourceText) -> Int {
    let spans = [error.span] + error.calls.map(\.span)
    return spans.last { $0.source === source }?.line ?? source.firstLine
  }
}
