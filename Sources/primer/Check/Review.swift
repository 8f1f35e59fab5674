import Lessons
import Platform
import Terminal

/// Asks about each output that differs, and remembers which are to be written into the lesson.
struct Review {
  /// Whether the person has had enough: nothing more is asked or accepted.
  private(set) var isOver = false

  /// The indices of the cells of a lesson whose outputs are accepted.
  mutating func accepted(in report: CheckReport.File) -> Set<Int> {
    var accepted: Set<Int> = []
    for (index, cell) in report.cells.enumerated() {
      guard !isOver, case .failed(let failure) = cell.outcome, failure.difference != nil else { continue }
      let part = CheckReport.File(path: report.path, cells: [cell])
      writeAll(part.text.split(separator: "\n").dropFirst().joined(separator: "\n") + "\n", to: STDOUT_FILENO)
      switch answer() {
      case "a": accepted.insert(index)
      case "k": continue
      case "s": return accepted
      default: isOver = true
      }
    }
    return accepted
  }

  /// One of the letters; `q` when nobody answers any more.
  private func answer() -> String {
    while true {
      writeAll("[a]ccept, [k]eep the lesson's, [s]kip this lesson, [q]uit? ", to: STDOUT_FILENO)
      guard !Interrupt.isRequested, let line = readLine() else { return "q" }
      let word = line.trimmed.lowercased()
      for answer in ["accept", "keep", "skip", "quit"] where !word.isEmpty && answer.hasPrefix(word) {
        return String(answer.prefix(1))
      }
    }
  }
}
