import Script

/// How a script ended, as the exit codes of the executable.
package enum ScriptEnd: Int32, Sendable {
  case fine = 0
  case mistake = 2
  case interrupted = 130
}

/// Runs a whole text, such as what came through a pipe, up to its first error, which goes to `report`.
package func runScript(
  _ source: SourceText, in session: Session, report: (Diagnostic) -> Void
) -> ScriptEnd {
  do {
    try session.run(source)
    return .fine
  } catch {
    report(error)
    return error.kind == .cancelled ? .interrupted : .mistake
  }
}
