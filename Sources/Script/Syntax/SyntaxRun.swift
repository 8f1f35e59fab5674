/// A stretch of a source text and what it is, to be coloured.
package struct SyntaxRun: Equatable, Sendable {
  /// What a stretch of a source text is.
  package enum Kind: String, Sendable, CaseIterable {
    /// Space, brackets, bare words and whatever else needs no colour.
    case plain
    case comment
    case keyword
    /// The first word of a statement or of a stage behind a `|`.
    case command
    /// `with:`
    case label
    /// `$name` and the fields behind it.
    case variable
    case number
    /// A text in quotes.
    case text
    /// `=>`, `|` and the operators between values.
    case sign
  }

  /// What it is.
  package let kind: Kind
  /// The text, as it stands in the source.
  package let text: String

  package init(_ kind: Kind, _ text: String) {
    self.kind = kind
    self.text = text
  }

  /// Cuts a text into runs that make up the whole of it, by the language's own lexer. Every text can be cut, also one
  /// that does not parse.
  package static func runs(of text: String) -> [SyntaxRun] {
    let source = SourceText(text)
    var runs: [SyntaxRun] = []
    var end = 0
    var place = Place.start
    for token in Lexer.tokens(of: source) {
      let range = token.span.range
      if range.lowerBound > end { append(source.text(in: end..<range.lowerBound), to: &runs) }
      let kind = place.kind(of: token)
      if !range.isEmpty { append(kind, token.span.text, to: &runs) }
      place = place.following(token, kind)
      end = range.upperBound
    }
    return runs
  }

  /// Adds what stands between tokens: space, and comments up to the ends of their lines.
  private static func append(_ gap: String, to runs: inout [SyntaxRun]) {
    var rest = gap[...]
    while !rest.isEmpty {
      let blank = rest.prefix { $0 != "#" }
      append(.plain, String(blank), to: &runs)
      let comment = rest.dropFirst(blank.count).prefix { !$0.isNewline }
      append(.comment, String(comment), to: &runs)
      rest = rest[comment.endIndex...]
    }
  }

  private static func append(_ kind: Kind, _ text: String, to runs: inout [SyntaxRun]) {
    guard !text.isEmpty else { return }
    if let last = runs.last, last.kind == kind {
      runs[runs.count - 1] = SyntaxRun(kind, last.text + text)
    } else {
      runs.append(SyntaxRun(kind, text))
    }
  }
}

/// Where in a statement a token stands, as far as its colour hangs on that.
private enum Place {
  /// A command may stand here.
  case start
  /// Behind `let` or `def`, up to the name.
  case name
  /// Behind `for`, up to `in`.
  case loop
  /// Anywhere else.
  case inside

  func kind(of token: Token) -> SyntaxRun.Kind {
    switch token.kind {
    case .word: kind(ofWord: token.span.text)
    case .text: .text
    case .variable, .field: .variable
    case .arrow, .pipe, .minus: .sign
    case .open, .close, .comma, .newline, .semicolon, .invalid, .end: .plain
    }
  }

  private func kind(ofWord word: String) -> SyntaxRun.Kind {
    if self == .name { return .plain }
    if self == .loop, word == "in" { return .keyword }
    if numberLiteral(word[...]) != nil { return .number }
    if word == "=" || word == "not" || InfixOperator(word) != nil { return .sign }
    if word.count > 1, word.hasSuffix(":") { return .label }
    if self == .start || word == "else" { return Keyword(rawValue: word) == nil ? .command : .keyword }
    return .plain
  }

  func following(_ token: Token, _ kind: SyntaxRun.Kind) -> Place {
    switch token.kind {
    case .newline, .semicolon, .pipe, .open(.round), .open(.curly): return .start
    case .word where kind == .keyword:
      switch token.span.text {
      case "let", "def": return .name
      case "for": return .loop
      case "if", "else", "in": return .start
      default: return .inside
      }
    // What a variable is given is a pipeline of its own.
    case .word where token.span.text == "=": return .start
    case .word where self == .loop: return .loop
    default: return .inside
    }
  }
}
