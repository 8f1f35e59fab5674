import Script

/// Runs a lesson or a script for somebody who watches: outputs come as they are made, the first error ends it.
package struct LessonPlayer {
  private let session: Session
  private let host: any Host
  private let cellHost: CellHost

  /// A player with the session that `session` makes for a host in front of `host`.
  package init(host: any Host, session: (any Host) -> Session) {
    self.host = host
    cellHost = CellHost(host, passesOn: true)
    self.session = session(cellHost)
  }

  /// Why a lesson came to an end before its last cell.
  package enum Stop: Error {
    /// The error in which a cell or a script ended, or the interruption.
    case diagnostic(Diagnostic)
    /// A cell marked `fails` ended well; its line in `file`.
    case noError(file: String, line: Int)
    /// A cell ran longer than its own `timeout=` allows.
    case timeout(file: String, line: Int)
  }

  /// Runs a script.
  ///
  /// - Throws: `Stop`.
  package func play(script: String, name: String) throws(Stop) {
    do { try session.run(SourceText(script, name: name)) } catch { throw .diagnostic(error) }
  }

  /// Runs a lesson: all cells but those marked `skip`, exercises by their solutions. `showsText` also shows the prose
  /// as Markdown and the text of each cell behind `> `.
  ///
  /// - Throws: `Stop`.
  package func play(_ lesson: Lesson, showsText: Bool) throws(Stop) {
    for part in lesson.parts {
      switch part {
      case .prose(let prose):
        if showsText { host.stream(lesson.text(of: prose.bytes)) }
      case .cell(let cell):
        if showsText { host.stream(cell.block.content.map { "> \($0)\n" }.joined()) }
        if !cell.options.skip { try play(cell, of: lesson) }
      }
    }
  }

  private func play(_ cell: Cell, of lesson: Lesson) throws(Stop) {
    let runner = CellRunner(session: session, host: cellHost, file: lesson.file)
    let result = runner.run(cell.exercise?.solution ?? cell.block, cell.options, timeout: nil)
    if result.isStopped, let diagnostic = result.diagnostic { throw .diagnostic(diagnostic) }
    if result.isLate { throw .timeout(file: lesson.file, line: cell.block.line) }
    switch (result.diagnostic, cell.options.fails) {
    case (let diagnostic?, true): host.stream(diagnostic.rendered() + "\n")
    case (let diagnostic?, false): throw .diagnostic(diagnostic)
    case (nil, true): throw .noError(file: lesson.file, line: cell.block.line)
    case (nil, false): break
    }
  }
}
