extension CheckReport {
  /// The report for a person: a line for each lesson, what did not pass below it, the counts alone on the last line.
  package var text: String {
    files.map { $0.text + "\n" }.joined() + summary
  }

  /// The last line.
  package var summary: String {
    let (passed, failed, skipped) = counts
    let cached = files.count(where: \.isCached)
    let note = cached > 0 ? " (\(cached) \(cached == 1 ? "lesson" : "lessons") cached)" : ""
    return "\(passed) passed, \(failed) failed, \(skipped) skipped\(note)\n"
  }

  /// The cells that ran longer than `seconds`, the slowest first, at most `count`, a line each; empty when none did.
  package func slowest(over seconds: Double = 5, count: Int = 5) -> String {
    let slow = files.flatMap { file in
      file.isCached ? [] : file.cells.filter { $0.seconds > seconds }.map { (file, $0) }
    }.sorted { $0.1.seconds > $1.1.seconds }.prefix(count)
    guard !slow.isEmpty else { return "" }
    let lines = slow.map { file, cell in
      "  \(((cell.seconds * 10).rounded() / 10).short) s  \(file.path):\(cell.line)  \(cell.summary)\n"
    }
    return "slowest cells:\n" + lines.joined()
  }
}

extension CheckReport.File {
  /// The lesson's part of the report, without a line break at the end.
  package var text: String {
    let counts = CheckReport(files: [self]).counts
    let parts = [(counts.passed, "passed"), (counts.failed, "failed"), (counts.skipped, "skipped")]
    let summary = parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    var lines = ["\(path): \(summary.isEmpty ? "no cells" : summary)\(isCached ? " (cached)" : "")"]
    if let problem { lines.append("  FAILED  \(place(problem.line))  \(problem.sentence)") }
    if let reason = reasonToSkipAll {
      lines.append("  skipped \(reason)")
      return lines.joined(separator: "\n")
    }
    for cell in cells {
      let place = self.place(cell.place)
      switch cell.outcome {
      case .passed: break
      case .updated: lines.append("  updated \(place)  \(cell.summary)")
      case .skipped(let reason): lines.append("  skipped \(place)  \(cell.summary)  (\(reason))")
      case .blocked(let line): lines.append("  blocked \(place)  \(cell.summary)  (by the error in line \(line))")
      case .failed(let failure):
        lines.append("  FAILED  \(place)  \(cell.summary)")
        lines.append("    \(failure.sentence)" + (failure.details == nil ? "" : ":"))
        lines += failure.details?.split(separator: "\n", omittingEmptySubsequences: false).map { "      \($0)" } ?? []
      }
      for statistics in cell.statistics where statistics != cell.failedStatistics {
        lines.append("  seeds   \(self.place(statistics.line))  \(statistics.text)  (\(statistics.sentence))")
      }
    }
    return lines.joined(separator: "\n")
  }

  /// Why none of several cells ran, when there is one reason for all.
  private var reasonToSkipAll: String? {
    guard cells.count > 1, case .skipped(let reason) = cells[0].outcome,
      cells.allSatisfy({ $0.outcome == .skipped(reason) })
    else { return nil }
    return reason
  }

  private func place(_ line: Int?) -> String { path + (line.map { ":\($0)" } ?? "") }
}

extension CellReport {
  /// The statistics that the failure tells already.
  fileprivate var failedStatistics: SeedStatistics? {
    if case .failed(.statistics(let statistics, _)) = outcome { statistics } else { nil }
  }
}
