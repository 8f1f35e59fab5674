extension CheckReport {
  /// One workflow command of GitHub Actions for each failure, which shows it beside the line in a pull request.
  ///
  /// The format is that of GitHub's "Workflow commands for GitHub Actions", `::error file=…,line=…,title=…::message`.
  package var githubAnnotations: String {
    files.flatMap { file in
      let problem = file.problem.map { annotation(file.path, $0.line, "lesson", $0.sentence) }
      let cells = file.cells.compactMap { cell -> String? in
        guard case .failed(let failure) = cell.outcome else { return nil }
        let message = ([failure.sentence] + [failure.details].compactMap { $0 }).joined(separator: "\n")
        return annotation(file.path, cell.place, cell.summary, message)
      }
      return [problem].compactMap { $0 } + cells
    }.map { $0 + "\n" }.joined()
  }

  private func annotation(_ path: String, _ line: Int?, _ title: String, _ message: String) -> String {
    let line = line.map { ",line=\($0)" } ?? ""
    return "::error file=\(escaped(path, isProperty: true))\(line),title=\(escaped(title, isProperty: true))::"
      + escaped(message, isProperty: false)
  }

  private func escaped(_ text: String, isProperty: Bool) -> String {
    text.unicodeScalars.map { scalar in
      switch scalar {
      case "%": "%25"
      case "\r": "%0D"
      case "\n": "%0A"
      case ":" where isProperty: "%3A"
      case "," where isProperty: "%2C"
      default: String(scalar)
      }
    }.joined()
  }
}
