#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension CheckReport {
  /// The report for a program: JSON with the keys of `Document`. Keys may be added; those that are there keep their
  /// meaning.
  package var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    guard let bytes = try? encoder.encode(Document(self)) else { return "" }
    return String(decoding: bytes, as: UTF8.self) + "\n"
  }

  private struct Document: Encodable {
    let version = 1
    let passed: Int
    let failed: Int
    let skipped: Int
    let lessons: [Lesson]

    init(_ report: CheckReport) {
      (passed, failed, skipped) = report.counts
      lessons = report.files.map(Lesson.init)
    }
  }

  private struct Lesson: Encodable {
    let path: String
    let cached: Bool
    /// What is wrong with it as a whole, and where.
    let problem: String?
    let problemLine: Int?
    let cells: [Cell]

    init(_ file: File) {
      path = file.path
      cached = file.isCached
      problem = file.problem?.sentence
      problemLine = file.problem?.line
      cells = file.cells.map(Cell.init)
    }
  }

  private struct Cell: Encodable {
    let line: Int
    let text: String
    /// `passed`, `updated`, `failed`, `skipped` or `blocked`.
    let outcome: String
    /// Why it failed, was skipped or blocked, in a sentence.
    let reason: String?
    /// The kind of the failure, such as `differs` or `timeout`, and the line that it goes back to.
    let failure: String?
    let failureLine: Int?
    /// A difference or a diagnostic.
    let details: String?
    let seconds: Double
    /// What the numbers with several seeds were, where there are some.
    let statistics: [Statistics]?

    init(_ cell: CellReport) {
      line = cell.line
      text = cell.summary
      outcome = cell.outcome.name
      reason = cell.outcome.reason
      seconds = (cell.seconds * 1000).rounded() / 1000
      statistics = cell.statistics.isEmpty ? nil : cell.statistics.map(Statistics.init)
      if case .failed(let cause) = cell.outcome {
        (failure, failureLine, details) = (cause.name, cell.place, cause.details)
      } else {
        (failure, failureLine, details) = (nil, nil, nil)
      }
    }
  }

  private struct Statistics: Encodable {
    let line: Int
    let text: String
    let mean: Double
    let lowest: Double
    let highest: Double
    let values: [Double]

    init(_ statistics: SeedStatistics) {
      line = statistics.line
      text = statistics.text
      (mean, lowest, highest) = (statistics.mean, statistics.lowest, statistics.highest)
      values = statistics.values
    }
  }
}

extension CellReport.Outcome {
  /// The outcome in a word for programs.
  var name: String {
    switch self {
    case .passed: "passed"
    case .updated: "updated"
    case .failed: "failed"
    case .skipped: "skipped"
    case .blocked: "blocked"
    }
  }

  /// Why it is not `passed`; nil when it is.
  var reason: String? {
    switch self {
    case .passed, .updated: nil
    case .failed(let failure): failure.sentence
    case .skipped(let reason): reason
    case .blocked(let line): "blocked by the error in line \(line)"
    }
  }
}

extension CellFailure {
  /// The kind of failure in a word for programs.
  var name: String {
    switch self {
    case .differs: "differs"
    case .unexpectedOutput: "unexpected-output"
    case .error: "error"
    case .noError: "no-error"
    case .timeout: "timeout"
    case .tooMuchOutput: "too-much-output"
    case .crash: "crash"
    case .totalTimeout: "total-timeout"
    case .expectation: "check"
    case .statistics: "statistics"
    case .checkError: "check-error"
    case .solutionError: "solution-error"
    case .solutionRejected: "solution-rejected"
    case .unsolvedAccepted: "unsolved-accepted"
    }
  }
}
