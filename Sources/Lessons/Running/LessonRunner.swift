import Script

/// Runs the cells of a lesson in a fresh session and compares what they print with what the lesson says.
package struct LessonRunner {
  /// What the person who checks wants.
  package struct Settings: Sendable {
    /// How long a cell may run that says nothing about it.
    package var timeout: Duration = .seconds(120)
    /// Whether cells marked `slow` run.
    package var runsSlowCells = false
    /// Whether a lesson whose model is not at hand has failed instead of being skipped.
    package var requiresModels = false
    /// Whether outputs that differ are written into the lessons.
    package var updates = false

    package init() {}
  }

  package let settings: Settings
  private let makeHost: (_ file: String) -> any Host
  private let makeSession: (any Host) -> Session
  private let isAvailable: (_ model: String) -> Bool

  /// A runner that gives each lesson the host that `host` makes for its file and the session that `session` makes for
  /// that host; `isAvailable` says whether a model that a lesson needs is at hand.
  package init(
    _ settings: Settings = Settings(), host: @escaping (_ file: String) -> any Host,
    session: @escaping (any Host) -> Session, isAvailable: @escaping (_ model: String) -> Bool
  ) {
    self.settings = settings
    makeHost = host
    makeSession = session
    self.isAvailable = isAvailable
  }

  /// Checks a lesson. The second result holds the outputs that differ.
  ///
  /// Error messages are those of somebody who types the cells at a prompt, so that what a cell marked `fails` prints
  /// does not change with the lines above it.
  ///
  /// - Throws: `CancellationError` when the user stopped it.
  package func check(_ lesson: Lesson) throws -> (report: CheckReport.File, correction: Correction) {
    var report = CheckReport.File(path: lesson.file)
    var correction = Correction(of: lesson)
    if let missing = lesson.frontMatter.needs.first(where: { !isAvailable($0) }) {
      let sentence = "needs the model `\(missing)`, which is not on this machine"
      if settings.requiresModels { report.problem = .init(line: nil, sentence: sentence) }
      report.cells = lesson.cells.map { CellReport($0, .skipped(sentence)) }
      return (report, correction)
    }
    let host = CellHost(makeHost(lesson.file), passesOn: false)
    let runner = CellRunner(session: makeSession(host), host: host, file: nil)
    var blocking: Int?
    for cell in lesson.cells {
      let outcome: CellReport.Outcome
      if let blocking {
        outcome = .blocked(line: blocking)
      } else if cell.options.skip {
        outcome = .skipped("marked `skip`")
      } else if cell.options.slow && !settings.runsSlowCells {
        outcome = .skipped("marked `slow`")
      } else if let exercise = cell.exercise {
        outcome = try check(exercise, of: cell, runner, &correction)
      } else {
        outcome = try check(cell, runner, &correction)
      }
      let cellReport = CellReport(cell, outcome)
      if case .failed(let failure) = outcome, failure.blocks { blocking = cellReport.place }
      report.cells.append(cellReport)
    }
    return (report, correction)
  }

  private func check(_ cell: Cell, _ runner: CellRunner, _ correction: inout Correction) throws -> CellReport.Outcome {
    let result = runner.run(cell.block, cell.options, timeout: settings.timeout)
    if let failure = try failure(result, of: cell) { return .failed(failure) }
    var output = result.output
    switch (result.diagnostic, cell.options.fails) {
    case (let diagnostic?, true): output += diagnostic.rendered() + "\n"
    case (let diagnostic?, false): return .failed(.error(line: result.line, diagnostic.rendered()))
    case (nil, true): return .failed(.noError)
    case (nil, false): break
    }
    return compare(output, with: cell.output, of: cell, &correction)
  }

  /// The unsolved cell must not pass the check, the solution must; later cells see what the solution left behind.
  private func check(
    _ exercise: Exercise, of cell: Cell, _ runner: CellRunner, _ correction: inout Correction
  ) throws -> CellReport.Outcome {
    let before = runner.session.snapshot()
    let unsolved = runner.run(cell.block, cell.options, timeout: settings.timeout)
    if let failure = try failure(unsolved, of: cell) { return .failed(failure) }
    if unsolved.diagnostic == nil {
      let check = runner.check(exercise.check, cell.options, timeout: settings.timeout)
      if let failure = try failure(check.result, of: cell) { return .failed(failure) }
      if check.value == .boolean(true) { return .failed(.unsolvedAccepted) }
    }
    runner.session.restore(before)

    let solved = runner.run(exercise.solution, cell.options, timeout: settings.timeout)
    if let failure = try failure(solved, of: cell) { return .failed(failure) }
    if let diagnostic = solved.diagnostic {
      return .failed(.solutionError(line: solved.line, diagnostic.rendered()))
    }
    let check = runner.check(exercise.check, cell.options, timeout: settings.timeout)
    if let failure = try failure(check.result, of: cell) { return .failed(failure) }
    if let diagnostic = check.result.diagnostic {
      return .failed(.solutionError(line: check.result.line, diagnostic.rendered()))
    }
    guard check.value == .boolean(true) else { return .failed(.solutionRejected(check.value.described)) }
    return compare(solved.output, with: exercise.output, of: cell, &correction)
  }

  /// The failure of a cell that ran too long, marked `fails` or not.
  ///
  /// - Throws: `CancellationError` when the user stopped it.
  private func failure(_ result: CellRunner.Result, of cell: Cell) throws -> CellFailure? {
    if result.isStopped { throw CancellationError() }
    return result.isLate ? .timeout(cell.options.timeout ?? settings.timeout) : nil
  }

  private func compare(
    _ output: String, with block: Block?, of cell: Cell, _ correction: inout Correction
  ) -> CellReport.Outcome {
    guard let difference = ExpectedOutput(block?.content ?? []).difference(from: output) else { return .passed }
    correction.setOutput(of: cell, to: output)
    if settings.updates { return .updated }
    return .failed(
      block.map { .differs(line: $0.line + 1 + difference.firstLine, difference) } ?? .unexpectedOutput(difference))
  }
}

extension CellReport {
  init(_ cell: Cell, _ outcome: Outcome) {
    let text = cell.block.content.first { !$0.allSatisfy(\.isWhitespace) } ?? ""
    let summary = printable(text.count > 60 ? text.prefix(59) + "…" : text)
    self.init(line: cell.block.line, summary: summary, outcome: outcome)
  }
}
