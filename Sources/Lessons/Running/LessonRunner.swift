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
    /// Whether a checker writes outputs that differ into the lessons.
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

  /// Checks a lesson. The second result holds the outputs that differ. Files that it reads are noted in `record`;
  /// `begin` is given what tells how late a cell is, and `progress` each cell as soon as it is done.
  ///
  /// Error messages are those of somebody who types the cells at a prompt, so that what a cell marked `fails` prints
  /// does not change with the lines above it.
  ///
  /// - Throws: `CancellationError` when the user stopped it.
  package func check(
    _ lesson: Lesson, record: LessonRecord? = nil, begin: (CellClock) -> Void = { _ in },
    progress: (CellReport) -> Void = { _ in }
  ) throws -> (report: CheckReport.File, correction: Correction) {
    var report = CheckReport.File(path: lesson.file)
    if let missing = lesson.frontMatter.needs.first(where: { !isAvailable($0) }) {
      let sentence = "needs the model `\(missing)`, which is not on this machine"
      if settings.requiresModels { report.problem = .init(line: nil, sentence: sentence) }
      report.cells = lesson.cells.map { CellReport($0, .skipped(sentence)) }
      return (report, Correction(of: lesson))
    }
    let base = makeHost(lesson.file)
    let host = CellHost(base, passesOn: false, record: record)
    begin(CellClock(host: host))
    let runner = CellRunner(session: makeSession(host), host: host, file: nil)
    var blocking: Int?
    for cell in lesson.cells {
      let start = base.seconds()
      let outcome: CellReport.Outcome
      var statistics: [SeedStatistics] = []
      if let blocking {
        outcome = .blocked(line: blocking)
      } else if cell.options.skip {
        outcome = .skipped("marked `skip`")
      } else if cell.options.slow && !settings.runsSlowCells {
        outcome = .skipped("marked `slow`")
      } else if let exercise = cell.exercise {
        outcome = try check(exercise, of: cell, runner)
      } else {
        let expectations = ExpectationRunner(runner: runner, cell: cell, timeout: settings.timeout)
        let seeds = try expectations.runSeeds()
        statistics = seeds.statistics
        outcome = try check(cell, runner, expectations, seeds.failure)
      }
      var cellReport = CellReport(cell, outcome)
      cellReport.seconds = base.seconds() - start
      cellReport.statistics = statistics
      if case .failed(let failure) = outcome, failure.blocks { blocking = cellReport.place }
      report.cells.append(cellReport)
      progress(cellReport)
    }
    return (report, Correction(of: lesson, from: report))
  }

  /// A check that is not true is worse than an output that differs: it is what the outputs are for.
  private func check(
    _ cell: Cell, _ runner: CellRunner, _ expectations: ExpectationRunner, _ seedFailure: CellFailure?
  ) throws -> CellReport.Outcome {
    let result = runner.run(cell.block, cell.options, timeout: settings.timeout)
    if let failure = try failure(result, of: cell) { return .failed(failure) }
    var output = result.output
    switch (result.diagnostic, cell.options.fails) {
    case (let diagnostic?, true): output += diagnostic.rendered() + "\n"
    case (let diagnostic?, false): return .failed(.error(line: result.line, diagnostic.rendered()))
    case (nil, true): return .failed(.noError)
    case (nil, false): break
    }
    if let failure = try seedFailure ?? expectations.failure() { return .failed(failure) }
    return compare(output, with: cell.output)
  }

  /// The unsolved cell must not pass the check, the solution must; later cells see what the solution left behind.
  private func check(
    _ exercise: Exercise, of cell: Cell, _ runner: CellRunner
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
    return compare(solved.output, with: exercise.output)
  }

  private func failure(_ result: CellRunner.Result, of cell: Cell) throws -> CellFailure? {
    try result.failure(limit: cell.options.timeout ?? settings.timeout)
  }

  private func compare(_ output: String, with block: Block?) -> CellReport.Outcome {
    guard let difference = ExpectedOutput(block?.content ?? []).difference(from: output) else { return .passed }
    return .failed(
      block.map { .differs(line: $0.line + 1 + difference.firstLine, difference) } ?? .unexpectedOutput(difference))
  }
}

/// Tells whether the cell that is running should have ended, also while it does not look up.
package struct CellClock: Sendable {
  let host: CellHost

  /// How long the cell has been running over its time, in seconds; nil while it may run.
  package var lateness: Double? { host.lateness }
}

extension CellReport {
  package init(_ cell: Cell, _ outcome: Outcome) {
    let text = cell.block.content.first { !$0.allSatisfy(\.isWhitespace) } ?? ""
    let start = text.prefix(60)
    let summary = printable(start.endIndex < text.endIndex ? start.dropLast() + "…" : String(start))
    self.init(line: cell.block.line, summary: summary, outcome: outcome)
  }
}
