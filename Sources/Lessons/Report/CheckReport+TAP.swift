extension CheckReport {
  /// The report as TAP, version 14 (Test Anything Protocol, testanything.org): a test point for each cell, with a YAML
  /// block below what failed.
  package var tap: String {
    var points: [(isPassed: Bool, title: String, directive: String, diagnostics: [String])] = []
    for file in files {
      if let problem = file.problem {
        let place = file.path + (problem.line.map { ":\($0)" } ?? "")
        points.append((false, "\(place) lesson", "", ["message: \(quoted(problem.sentence))"]))
      }
      for cell in file.cells {
        let title = "\(file.path):\(cell.line) \(cell.summary)\(file.isCached ? " (cached)" : "")"
        switch cell.outcome {
        case .passed, .updated: points.append((true, title, "", []))
        case .skipped, .blocked: points.append((true, title, " # SKIP \(cell.outcome.reason ?? "")", []))
        case .failed(let failure):
          var diagnostics = ["message: \(quoted(failure.sentence))", "line: \(cell.place)"]
          if let details = failure.details {
            diagnostics.append("details: |2")
            diagnostics += details.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)" }
          }
          points.append((false, title, "", diagnostics))
        }
      }
    }
    var lines = ["TAP version 14", "1..\(points.count)"]
    for (index, point) in points.enumerated() {
      lines.append("\(point.isPassed ? "ok" : "not ok") \(index + 1) - \(escaped(point.title))\(point.directive)")
      if !point.diagnostics.isEmpty { lines += ["  ---"] + point.diagnostics.map { "  " + $0 } + ["  ..."] }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// A title in which nothing begins a directive.
  private func escaped(_ text: String) -> String {
    text.map { $0 == "#" || $0 == "\\" ? "\\\($0)" : String($0) }.joined()
  }

  /// A YAML string on one line.
  private func quoted(_ text: String) -> String {
    let escaped = text.map { character in
      switch character {
      case "\"", "\\": "\\\(character)"
      case "\n": "\\n"
      default: String(character)
      }
    }
    return "\"\(escaped.joined())\""
  }
}
