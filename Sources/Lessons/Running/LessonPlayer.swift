import Script

/// Runs a lesson or a script for somebody who watches: outputs come as they are made, the first error ends it.
package struct LessonPlayer {
  private let session: Session
  private let host: CapturingHost

  /// A player with the session that `session` makes for a host in front of `host`.
  package init(host: any Host, session: (any Host) -> Session) {
    self.host = CapturingHost(host, .passOn)
    self.session = session(self.host)
  }

  /// Why a lesson or a script came to an end before its time.
  package enum Stop: Error, CustomStringConvertible {
    /// The error in which a cell or a script ended, or the interruption.
    case diagnostic(Diagnostic)
    /// What else was wrong with the end of a cell, which stands at `line` of `file`.
    case failure(CellFailure, file: String, line: Int)

    package var description: String {
      switch self {
      case .diagnostic(let diagnostic): diagnostic.message
      case .failure(let failure, let file, let line): "\(file):\(line): \(failure.remark)"
      }
    }
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
    let runner = CellRunner(session, host, file: lesson.file, timeout: nil)
    let run = runner.run(cell.exercise?.solution ?? cell.block, cell.options)
    if let error = run.output.error { host.stream(error + "\n") }
    if let diagnostic = run.diagnostic { throw .diagnostic(diagnostic) }
    if let failure = try? run.failure() { throw .failure(failure, file: lesson.file, line: cell.block.line) }
  }
}
