import Script

/// Runs cells one after the other in one session for somebody who shows what they print, as they are checked:
/// messages of errors are those of somebody who types the cells at a prompt.
package struct CellPlayer {
  /// How a cell came to its end.
  package enum End {
    case fine
    /// In an error that goes back to a line of the document.
    case error(Diagnostic, line: Int)
    /// It ran longer than it may.
    case late
    /// The user stopped it.
    case stopped
  }

  private let runner: CellRunner

  /// A player in the session that `session` makes for a host in front of `host`, which sees the output.
  package init(host: any Host, session: (any Host) -> Session) {
    let cellHost = CellHost(host, passesOn: true)
    runner = CellRunner(session: session(cellHost), host: cellHost, file: nil)
  }

  /// Runs a block with the options of its cell; `timeout` is for a cell that sets none.
  package func play(_ block: Block, _ options: CellOptions, timeout: Duration) -> End {
    let result = runner.run(block, options, timeout: timeout)
    if result.isLate { return .late }
    if result.isStopped { return .stopped }
    return result.diagnostic.map { .error($0, line: result.line) } ?? .fine
  }
}
