/// A user's mistake, or an interruption, with its place: the only error that parsing and evaluating throw.
package struct Diagnostic: Error, Sendable {
  /// What kind of end this is.
  package enum Kind: Sendable {
    /// Something is wrong at the place pointed at.
    case mistake
    /// The text ends too early, inside an open bracket or after a `|`: more lines could complete it.
    case incomplete
    /// The user stopped the command.
    case cancelled
  }

  /// A command of the user's own that was running, and where it was called.
  package struct Call: Sendable {
    /// The command's name.
    package let name: String
    /// The place of the call.
    package let span: Span
  }

  /// What kind of end this is.
  package var kind: Kind
  /// One sentence in the words of the field, without a full stop.
  package var message: String
  /// The place.
  package var span: Span
  /// At most one suggestion, printed behind the carets.
  package var suggestion: String?
  /// The calls of the user's own commands that were running, innermost first.
  package var calls: [Call] = []

  /// A mistake at `span`, or an end of another `kind`.
  package init(_ message: String, at span: Span, suggestion: String? = nil, kind: Kind = .mistake) {
    self.kind = kind
    self.message = message
    self.span = span
    self.suggestion = suggestion
  }

  /// Whether more lines could complete the text.
  package var isIncomplete: Bool { kind == .incomplete }
}
