import Script
import Synchronization

/// Progress on standard error: one line drawn again and again on a terminal, a rare plain line anywhere else.
package final class ProgressLine: Sendable {
  /// How progress is shown.
  package enum Manner: Sendable {
    /// A line of at most `width` columns, redrawn in place at most ten times a second.
    case redrawn(width: Int)
    /// A line of its own, at most one every ten seconds: for a pipe, a dumb terminal and a screen reader.
    case plain
    /// Not at all.
    case silent

    /// The manner for an environment: `ACCESSIBLE=1` (any value but nothing and 0), or no terminal that can redraw, asks for plain lines.
    package init(environment: [String: String], isTerminal: Bool, width: Int) {
      let isAccessible = !["", "0"].contains(environment["ACCESSIBLE"] ?? "")
      let canRedraw = isTerminal && environment["TERM"] != "dumb" && !isAccessible
      self = canRedraw ? .redrawn(width: width) : .plain
    }

    fileprivate var interval: Double {
      switch self {
      case .redrawn: 0.1
      case .plain: 10
      case .silent: .infinity
      }
    }
  }

  private struct State {
    var isDrawn = false
    var nextTime: Double?
  }

  private let manner: Manner
  private let write: @Sendable (String) -> Void
  private let now: @Sendable () -> Double
  private let state = Mutex(State())

  /// Progress shown through `write` at the times of `now`, in seconds.
  package init(_ manner: Manner, now: @escaping @Sendable () -> Double, write: @escaping @Sendable (String) -> Void) {
    self.manner = manner
    self.now = now
    self.write = write
  }

  /// Shows a report unless the last one is too recent. A finished one takes the redrawn line away.
  package func show(_ report: ProgressReport) {
    if let total = report.total, report.completed >= total {
      end()
      return
    }
    let time = now()
    state.withLock { state in
      // The first plain line waits too: what is over in a moment needs none.
      let isFirst = state.nextTime == nil
      if case .plain = manner, isFirst { state.nextTime = time + 2 }
      guard time >= state.nextTime ?? time else { return }
      state.nextTime = time + manner.interval
      switch manner {
      case .redrawn(let width):
        write("\r\(printable(report.line).prefix(max(1, width - 1)))\u{1B}[K")
        state.isDrawn = true
      case .plain: write(printable(report.line) + "\n")
      case .silent: break
      }
    }
  }

  /// Takes a drawn line away; whatever else is written to the terminal comes after this.
  package func clear() {
    state.withLock { state in
      guard state.isDrawn else { return }
      write("\r\u{1B}[K")
      state.isDrawn = false
    }
  }

  /// Ends a command's progress: the next report is a first one.
  package func end() {
    clear()
    state.withLock { $0.nextTime = nil }
  }
}

extension ProgressReport {
  /// `tune prompt  40/100 (40 %)  loss 0.41`.
  var line: String {
    var parts = [title]
    if let total, total > 0 {
      let percent = Int(100 * Double(completed) / Double(total))
      parts.append("\(completed)/\(total) (\(percent) %)")
    } else if completed > 0 {
      parts.append("\(completed)")
    }
    if !detail.isEmpty { parts.append(detail) }
    return parts.joined(separator: "  ")
  }
}
