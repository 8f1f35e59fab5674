import ArgumentParser
import Lessons

/// How a report is written to standard output.
enum ReportFormat: String, EnumerableFlag {
  case text, json, tap

  static func help(for format: ReportFormat) -> ArgumentHelp? {
    switch format {
    case .text: "Report for people (the default)."
    case .json: "Report as JSON."
    case .tap: "Report as TAP (Test Anything Protocol)."
    }
  }
}
