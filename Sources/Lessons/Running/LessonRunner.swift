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

  /// Checks a lesson. Files that it reads are noted in `record`; `begin` is given the host that tells how late a cell is,
  /// and `progress` each cell as soon as it is done.
  ///
  /// Error messages are those of somebody who types the cells at a prompt, so that what a cell marked `fails` prints
  /// does not change with the lines above it.
  ///
  /// - Throws: `CancellationError` when the user stopped it.
  package func check(
    _ lesson: Lesson, record: LessonRecord? = nil, begin: (CapturingHost) -> Void = { _ in },
    progress: (CellReport) -> Void = { _ in }
  ) throws -> CheckReport.File {
    var report = CheckReport.File(path: lesson.file)
    if let missing = lesson.frontMatter.needs.first(where: { !isAvailable($0) }) {
      let sentence = "needs the model `\(missing)`, which is not on this machine"
      if settings.requiresModels { report.problem = .init(line: nil, sentence: sentence) }
      report.cells = lesson.cells.map { CellReport($0, .skipped(sentence)) }
      report.cells.forEach(progress)
      return report
    }
    let base = makeHost(lesson.file)
    let runner = CellRunner(
      CapturingHost(base, .keep, record: record), session: makeSession, timeout: settings.timeout)
    begin(runner.host)
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
        let expectations = ExpectationRunner(runner: runner, cell: cell)
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
    return report
  }

  /// A check that is not true is worse than an output that differs: it is what the outputs are for.
  private func check(
    _ cell: Cell, _ runner: CellRunner, _ expectations: ExpectationRunner, _ seedFailure: CellFailure?
  ) throws -> CellReport.Outcome {
    let run = runner.run(cell.block, cell.options)
    if let failure = try run.failure() ?? seedFailure ?? expectations.failure() { return .failed(failure) }
    return compare(run.output, with: cell.output)
  }

  /// The unsolved cell must not pass the check, the solution must; later cells see what the solution left behind.
  private func check(
    _ exercise: Exercise, of cell: Cell, _ runner: CellRunner
  ) throws -> CellReport.Outcome {
    let before = runner.session.snapshot()
    let unsolved = runner.run(cell.block, cell.options)
    switch try unsolved.failure() {
    case nil:
      let (run, value) = runner.value(of: exercise.check, cell.options)
      switch try run.failure() {
      case nil, .error: if value == .boolean(true) { return .failed(.unsolvedAccepted) }
      case let failure?: return .failed(failure)
      }
    // That is what a blank is there for.
    case .error: break
    case let failure?: return .failed(failure)
    }
    runner.session.restore(before)

    let solved = runner.run(exercise.solution, cell.options)
    if let failure = try solved.failure() { return .failed(failure.ofSolution) }
    let (run, value) = runner.value(of: exercise.check, cell.options)
    if let failure = try run.failure() { return .failed(failure.ofSolution) }
    guard value == .boolean(true) else { return .failed(.solutionRejected(value.described)) }
    return compare(solved.output, with: exercise.output)
  }

  private func compare(_ output: CellOutput, with block: Block?) -> CellReport.Outcome {
    guard let difference = ExpectedOutput(block?.content ?? []).difference(from: output.shown) else { return .passed }
    return .failed(
      block.map { .differs(line: $0.line + 1 + difference.firstLine, difference) } ?? .unexpectedOutput(difference))
  }
}

extension CellReport {
  package init(_ cell: Cell, _ outcome: Outcome) {
    let text = cell.block.content.first { !$0.allSatisfy(\.isWhitespace) } ?? ""
    let start = text.prefix(60)
    let summary = printable(start.endIndex < text.endIndex ? start.dropLast() + "…" : String(start))
    self.init(line: cell.block.line, summary: summary, outcome: outcome)
  }
}
