import Script

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
  /// It ended in an error that goes back to `line`.
  case error(line: Int, RenderedDiagnostic)
  /// It is marked `fails` and ended without an error.
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
  case checkError(line: Int, RenderedDiagnostic)
  /// The exercise's solution, or its check, ended in an error, likewise.
  case solutionError(line: Int, RenderedDiagnostic)
  /// The check says no to the solution: what its value was.
  case solutionRejected(String)
  /// The check says yes to the cell with its blank.
  case unsolvedAccepted

  /// The line of the document that is to blame, where that is not the cell's own.
  package var line: Int? {
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

  /// Whether nothing can go on from what the cell left behind.
  var blocks: Bool {
    switch self {
    case .error, .timeout, .tooMuchOutput, .crash, .totalTimeout, .solutionError: true
    case .differs, .unexpectedOutput, .noError, .expectation, .statistics, .checkError, .solutionRejected,
      .unsolvedAccepted:
      false
    }
  }

  /// How the output differs, when the failure is that the lesson says something else.
  package var difference: OutputDifference? {
    switch self {
    case .differs(_, let difference), .unexpectedOutput(let difference): difference
    default: nil
    }
  }

  /// The failure as one of an exercise's solution.
  package var ofSolution: CellFailure {
    if case .error(let line, let diagnostic) = self { .solutionError(line: line, diagnostic) } else { self }
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

  /// The failure on one line, for messages that name the place themselves.
  package var remark: String {
    switch self {
    case .error(_, let diagnostic): diagnostic.message
    case .solutionError(_, let diagnostic), .checkError(_, let diagnostic): "\(sentence): \(diagnostic.message)"
    default: sentence
    }
  }

  /// What there is to see besides: a difference or a diagnostic.
  package var details: String? {
    switch self {
    case .differs(_, let difference), .unexpectedOutput(let difference): difference.text
    case .error(_, let diagnostic), .solutionError(_, let diagnostic), .checkError(_, let diagnostic): diagnostic.text
    case .expectation(_, let text): text
    case .statistics(let statistics, _): statistics.sentence
    case .noError, .timeout, .tooMuchOutput, .crash, .totalTimeout, .solutionRejected, .unsolvedAccepted: nil
    }
  }
}

/// A diagnostic as it is told, without the text that it points into.
package struct RenderedDiagnostic: Codable, Equatable, Sendable {
  /// The sentence on one line.
  package let message: String
  /// All of it, with the place.
  package let text: String

  init(_ diagnostic: Diagnostic) {
    message = printable(diagnostic.message)
    text = diagnostic.rendered()
  }
}

extension Duration {
  /// The duration in seconds.
  package var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }

  /// `500 ms` or `60 s`.
  var words: String {
    let milliseconds = Int64((seconds * 1000).rounded())
    return milliseconds % 1000 == 0 ? "\(milliseconds / 1000) s" : "\(milliseconds) ms"
  }
}
