/// A smallest meaningful part of a source text.
struct Token: Sendable {
  enum Kind: Sendable {
    /// A bare word: a command, a keyword, an operator, a label, a number or a text. The parser tells which.
    case word
    /// A text in quotes.
    case text([TextPiece])
    /// `$name`.
    case variable
    /// `.name`, directly behind what has the field.
    case field
    case open(Bracket)
    case close(Bracket)
    case comma
    case pipe
    /// `=>`
    case arrow
    /// A `-` directly in front of a `$` or a `(`.
    case minus
    case newline
    case semicolon
    /// What the lexer could not read; an error once the parser gets there.
    indirect case invalid(Diagnostic)
    case end
  }

  /// A part of a text in quotes.
  enum TextPiece: Sendable {
    case literal(String)
    /// `$name.field`: the name, then the fields, and the place of all of it.
    case variable([Name], Span)
    /// `$(…)`: the tokens between the brackets.
    case code([Token], Span)
  }

  enum Bracket: String, Sendable {
    case round = "("
    case square = "["
    case curly = "{"

    var closing: String {
      switch self {
      case .round: ")"
      case .square: "]"
      case .curly: "}"
      }
    }
  }

  let kind: Kind
  let span: Span
  /// Whether there is nothing between this token and the one before.
  let isAttached: Bool
}

/// A name and its place.
struct Name: Sendable {
  let text: String
  let span: Span
}
