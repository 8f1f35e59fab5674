import Printing

extension CheckReport {
  /// The report as JUnit XML, which CI servers show: a suite for each lesson, a case for each cell.
  ///
  /// The elements are those of the schema in Jenkins' xunit plugin (junit-10.xsd); cells are numbered from 1, so that
  /// their names stay when lines are added above.
  package var junit: String {
    var lines = [
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
      "<testsuites name=\"primer check\" \(attributes(of: files))>",
    ]
    for file in files {
      lines.append(
        "  <testsuite name=\"\(escaped(file.path))\" \(attributes(of: [file]))>")
      if file.isCached {
        lines += ["    <properties>", "      <property name=\"cached\" value=\"true\"/>", "    </properties>"]
      }
      if let problem = file.problem {
        let name = "lesson" + (problem.line.map { ", line \($0)" } ?? "")
        lines += testCase(file, name, line: problem.line, seconds: 0, [element("failure", problem.sentence, nil)])
      }
      for (index, cell) in file.cells.enumerated() {
        lines += testCase(
          file, "\(index + 1): \(cell.summary)", line: cell.place, seconds: cell.seconds, contents(of: cell))
      }
      lines.append("  </testsuite>")
    }
    return (lines + ["</testsuites>", ""]).joined(separator: "\n")
  }

  private func contents(of cell: CellReport) -> [String] {
    let result: [String] =
      switch cell.outcome {
      case .passed, .updated: []
      case .failed(let failure): [element("failure", failure.sentence, failure.details)]
      case .skipped, .blocked: [element("skipped", cell.outcome.reason ?? "", nil)]
      }
    let statistics = cell.statistics.map { "\($0.text): \($0.sentence)" }
    guard !statistics.isEmpty else { return result }
    return result + ["<system-out>\(escaped(statistics.joined(separator: "\n")))</system-out>"]
  }

  private func testCase(
    _ file: File, _ name: String, line: Int?, seconds: Double, _ contents: [String]
  ) -> [String] {
    let place = "file=\"\(escaped(file.path))\"" + (line.map { " line=\"\($0)\"" } ?? "")
    let start =
      "    <testcase classname=\"\(escaped(file.path))\" name=\"\(escaped(name))\" \(place)"
      + " time=\"\(seconds.milliseconds)\""
    return contents.isEmpty ? [start + "/>"] : [start + ">"] + contents.map { "      " + $0 } + ["    </testcase>"]
  }

  private func element(_ name: String, _ message: String, _ text: String?) -> String {
    let start = "<\(name) message=\"\(escaped(message))\""
    return text.map { "\(start)>\(escaped($0, keepsLines: true))</\(name)>" } ?? start + "/>"
  }

  private func attributes(of files: [File]) -> String {
    let (passed, failed, skipped) = CheckReport(files: files).counts
    let seconds = files.flatMap(\.cells).reduce(0) { $0 + $1.seconds }
    return "tests=\"\(passed + failed + skipped)\" failures=\"\(failed)\" skipped=\"\(skipped)\""
      + " time=\"\(seconds.milliseconds)\""
  }

  /// Text as XML may hold it, on one line unless it `keepsLines`.
  private func escaped(_ text: String, keepsLines: Bool = false) -> String {
    let escaped = markupEscaped(text)
    return keepsLines
      ? escaped : escaped.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "&#10;")
  }
}

extension Double {
  /// Seconds with three digits behind the point.
  fileprivate var milliseconds: String {
    guard isFinite else { return "0" }
    let thousandths = String(Int((Swift.max(0, Swift.min(self, 1e9)) * 1000).rounded()))
    let padded = String(repeating: "0", count: Swift.max(0, 4 - thousandths.count)) + thousandths
    return padded.dropLast(3) + "." + padded.suffix(3)
  }
}
