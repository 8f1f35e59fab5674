/// What a running command can reach.
package struct Context {
  /// The bindings, the current model, the seed, the host and the registry.
  package let session: Session
  /// The place of the call: the command's name.
  package let span: Span
  /// Shows a piece of the result while it is being made. Present only when the value of this very call will be
  /// displayed and the host wants pieces. After it has been called, the value is not displayed a second time.
  package let stream: (@Sendable (String) -> Void)?

  /// The host of the session.
  package var host: any Host { session.host }

  /// A mistake that points at the command's name. Prefer ``Arguments/mistake(_:at:suggestion:)`` where one argument
  /// is to blame.
  package func mistake(_ message: String, suggestion: String? = nil) -> Diagnostic {
    Diagnostic(message, at: span, suggestion: suggestion)
  }
}
