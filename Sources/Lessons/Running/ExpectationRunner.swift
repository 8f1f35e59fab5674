import Script

/// Tests whether the expectations of one cell are true.
struct ExpectationRunner {
  /// What came of running with several seeds: the first failure, if there is one, and the numbers.
  struct SeedRuns {
    var failure: CellFailure?
    var statistics: [SeedStatistics] = []
  }

  let runner: CellRunner
  let cell: Cell

  /// Runs the cell with each seed that an expectation asks for. The session is afterwards as it was before: this comes
  /// before the cell's own run, so that what the cell leaves behind, files included, comes from that one.
  ///
  /// - Throws: `CancellationError` when the user stopped it.
  func runSeeds() throws -> SeedRuns {
    var result = SeedRuns()
    let wanted = cell.expectations.filter { $0.seeds != nil }
    guard let most = wanted.compactMap(\.seeds).max() else { return result }
    let sides = wanted.map { ComparisonSides(of: $0.source(file: runner.file)) }
    var left = [[Double]](repeating: [], count: wanted.count)
    var right = left
    let before = runner.session.snapshot()
    defer { runner.session.restore(before) }
    for seed in 1...most {
      runner.session.restore(before)
      let options = cell.options.seeded(UInt64(seed))
      result.failure = try runner.run(cell.block, options).failure()
      if result.failure != nil { return result }
      for (index, expectation) in wanted.enumerated() where seed <= expectation.seeds ?? 0 {
        guard let sides = sides[index] else { continue }
        for (side, keep) in [(sides.left, { left[index].append($0) }), (sides.right, { right[index].append($0) })] {
          let (run, value) = runner.value(of: side, options)
          result.failure = try failure(of: run, at: expectation)
          if result.failure != nil { return result }
          guard let number = value.number ?? value.object?.number else {
            result.failure = .expectation(
              line: expectation.line, "`\(side.trimmed)` is \(value.described), which has no mean")
            return result
          }
          keep(number)
        }
      }
    }
    for (index, expectation) in wanted.enumerated() {
      guard let sides = sides[index] else { continue }
      let statistics = SeedStatistics(line: expectation.line, text: expectation.text, values: left[index])
      result.statistics.append(statistics)
      let limit = SeedStatistics(line: expectation.line, text: expectation.text, values: right[index])
      if result.failure == nil, !sides.holds(statistics.mean, limit.mean) {
        let isSame = limit.lowest == limit.highest
        let other = isSame ? limit.mean.rendered : limit.sentence
        result.failure = .statistics(statistics, wanted: "\(sides.symbol) \(other)")
      }
    }
    return result
  }

  /// The first expectation that is not true of what the cell has left behind.
  ///
  /// - Throws: `CancellationError` when the user stopped it.
  func failure() throws -> CellFailure? {
    for expectation in cell.expectations where expectation.seeds == nil {
      let source = expectation.source(file: runner.file)
      let (run, value) = runner.value(of: source, cell.options)
      if let failure = try failure(of: run, at: expectation) { return failure }
      if value != .boolean(true) { return .expectation(line: expectation.line, words(for: value, source)) }
    }
    return nil
  }

  /// `it says false: 0.7 >= 0.8`.
  private func words(for value: Value, _ source: SourceText) -> String {
    guard let sides = ComparisonSides(of: source) else { return "it says \(value.described)" }
    let values = [sides.left, sides.right].map {
      let value = runner.value(of: $0, cell.options).value
      return value.number?.rendered ?? value.described
    }
    return "it says \(value.described): \(values[0]) \(sides.symbol) \(values[1])"
  }

  private func failure(of run: CellRun, at expectation: Expectation) throws -> CellFailure? {
    let failure = try run.failure()
    if case .error(_, let diagnostic)? = failure { return .checkError(line: expectation.line, diagnostic) }
    return failure
  }
}

extension SourceText {
  fileprivate var trimmed: String {
    let text = String(decoding: bytes, as: UTF8.self)
    return String(text.drop(while: \.isWhitespace).prefix(60))
  }
}
