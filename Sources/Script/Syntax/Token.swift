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

/// The number that `word` spells, or nil where it spells none: digits with `_` between them, at most one point between
/// digits, an exponent, a sign in front. A number too large for a double is none.
func numberLiteral(_ word: Substring) -> Double? {
  var bytes = Array(word.utf8)
  guard let first = bytes.first, isDigit(first) || (first == UInt8(ascii: "-") && bytes.count > 1) else { return nil }

  var position = first == UInt8(ascii: "-") ? 1 : 0
  func digits() -> Bool {
    let start = position
    while position < bytes.count, isDigit(bytes[position]) || (bytes[position] == UInt8(ascii: "_") && position > start)
    {
      position += 1
    }
    return position > start && bytes[position - 1] != UInt8(ascii: "_")
  }
  func skip(_ accepted: UInt8...) -> Bool {
    guard position < bytes.count, accepted.contains(bytes[position]) else { return false }
    position += 1
    return true
  }

  guard digits() else { return nil }
  if skip(UInt8(ascii: ".")), !digits() { return nil }
  if skip(UInt8(ascii: "e"), UInt8(ascii: "E")) {
    _ = skip(UInt8(ascii: "-"), UInt8(ascii: "+"))
    guard digits() else { return nil }
  }
  guard position == bytes.count else { return nil }

  bytes.removeAll { $0 == UInt8(ascii: "_") }
  guard let number = Double(String(decoding: bytes, as: UTF8.self)), number.isFinite else { return nil }
  return number
}

func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
