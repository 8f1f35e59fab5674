/// What came of one cell.
package struct CellReport: Codable, Equatable, Sendable {
  package enum Outcome: Codable, Equatable, Sendable {
    case passed
    /// Its output was not what the lesson said, and the lesson now says what it is.
    case updated
    case failed(CellFailure)
    /// It did not run, for a reason that is no mistake.
    case skipped(String)
    /// It did not run because an earlier cell, at `line`, ended in an error.
    case blocked(line: Int)
  }

  /// The line of the cell's fence.
  package let line: Int
  /// The first line of its text.
  package let summary: String
  package var outcome: Outcome
  /// How long it ran, in seconds.
  package var seconds = 0.0
  /// The numbers of its expectations with several seeds.
  package var statistics: [SeedStatistics] = []

  /// The line to look at: that of the failure where it is known, else that of the cell.
  package var place: Int {
    if case .failed(let failure) = outcome { failure.line ?? line } else { line }
  }
}

/// Why a cell is not right.
package enum CellFailure: Codable, Equatable, Sendable {
  /// What it printed differs from the `output` block, first at `line`.
  case differs(line: Int, OutputDifference)
  /// It printed something and has no `output` block.
  case unexpectedOutput(OutputDifference)
  /// It ended in an error: the line that it goes back to and the rendered diagnostic.
  case error(line: Int, String)
  /// It is marked `fails` and ended well.
  case noError
  /// It ran longer than it may.
  case timeout(Duration)
  /// It printed more than this many bytes.
  case tooMuchOutput(Int)
  /// It ended the whole process; how.
  case crash(String)
  /// The time for all lessons was over before it ended.
  case totalTimeout(Duration)
  /// An expectation at `line` is not true; what it is instead.
  case expectation(line: Int, String)
  /// A mean over several seeds is not as it should be.
  case statistics(SeedStatistics, wanted: String)
  /// An expectation ended in an error, likewise.
  case checkError(line: Int, String)
  /// The exercise's solution, or its check, ended in an error, likewise.
  case solutionError(line: Int, String)
  /// The check says no to the solution: what its value was.
  case solutionRejected(String)
  /// The check says yes to the cell with its blank.
  case unsolvedAccepted

  /// The line of the document that is to blame, where that is not the cell's own.
  var line: Int? {
    switch self {
    case .differs(let line, _), .error(let line, _), .solutionError(let line, _), .expectation(let line, _),
      .checkError(let line, _):
      line
    case .statistics(let statistics, _): statistics.line
    case .unexpectedOutput, .noError, .timeout, .tooMuchOutput, .crash, .totalTimeout, .solutionRejected,
      .unsolvedAccepted:
      nil
    }
  }

  /// Whether the cells behind can still be trusted.
  var blocks: Bool {
    switch self {
    case .error, .timeout, .tooMuchOutput, .crash, .totalTimeout, .solutionError: true
    case .differs, .unexpectedOutput, .noError, .expectation, .statistics, .checkError, .solutionRejected,
      .unsolvedAccepted:
      false
    }
  }

  /// What the cell printed, when the failure is that its lesson says something else.
  package var printed: String? {
    switch self {
    case .differs(_, let difference), .unexpectedOutput(let difference):
      difference.actual.map { $0 + "\n" }.joined()
    default: nil
    }
  }

  /// The failure in a sentence.
  package var sentence: String {
    switch self {
    case .differs: "the output differs"
    case .unexpectedOutput: "it prints something, and no `output` block says what"
    case .error: "it ended in an error"
    case .noError: "it is marked `fails` and ended without an error"
    case .timeout(let limit): "it ran longer than \(limit.words)"
    case .tooMuchOutput(let limit): "it printed more than \(limit >> 20) MiB"
    case .crash(let how): "it ended the whole process: \(how)"
    case .totalTimeout(let limit): "the \(limit.words) for all lessons were over"
    case .expectation: "its check is not true"
    case .statistics(let statistics, let wanted):
      "its check is not true: `\(statistics.text)` wants a mean \(wanted)"
    case .checkError: "its check ended in an error"
    case .solutionError: "the solution ended in an error"
    case .solutionRejected(let value): "the check says \(value) to the solution, where it must say true"
    case .unsolvedAccepted: "the check says true although the blank is not filled"
    }
  }

  /// What there is to see besides: a difference or a diagnostic.
  package var details: String? {
    switch self {
    case .differs(_, let difference), .unexpectedOutput(let difference): difference.text
    case .error(_, let text), .solutionError(_, let text), .checkError(_, let text), .expectation(_, let text): text
    case .statistics(let statistics, _): statistics.sentence
    case .noError, .timeout, .tooMuchOutput, .crash, .totalTimeout, .solutionRejected, .unsolvedAccepted: nil
    }
  }
}

extension Duration {
  /// `500 ms` or `60 s`.
  var words: String {
    let milliseconds = Int64((seconds * 1000).rounded())
    return milliseconds % 1000 == 0 ? "\(milliseconds / 1000) s" : "\(milliseconds) ms"
  }
}
