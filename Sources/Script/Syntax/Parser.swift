import Printing

/// Turns a source text into a syntax tree, by recursive descent, or says where it is not of the language.
///
/// Needs no registry: which words name a command is decided when it runs. All of a text is parsed before that.
struct Parser {
  let source: SourceText
  var tokens: [Token]
  var position = 0
  /// How many brackets, blocks and prefixes are open.
  var depth = 0
  /// The brackets that are open, so that a text which ends too early can point at the innermost.
  var openings: [(bracket: Token.Bracket, span: Span)] = []
  /// Whether a `{` ends the pipeline, because the block of an `if` or `for` follows.
  var blockFollows = false

  /// Deeper trees are refused, so that no text can exhaust the stack.
  static let depthLimit = 64
  static let heightLimit = 200

  /// The syntax tree of `source`. A diagnostic of kind `incomplete` says that more lines could complete the text.
  static func parse(_ source: SourceText) throws(Diagnostic) -> Program {
    var parser = Parser(source: source, tokens: Lexer.tokens(of: source))
    do throws(Diagnostic) {
      return Program(statements: try parser.parseStatements(until: nil))
    } catch {
      throw parser.incomplete(error)
    }
  }

  /// The mistake, unless it is that the text ends inside a bracket where lines go on.
  private func incomplete(_ mistake: Diagnostic) -> Diagnostic {
    let isAboutEnd = isAtEnd && mistake.span.range.lowerBound == source.bytes.count
    guard isAboutEnd, let (bracket, span) = openings.last, bracket != .curly else { return mistake }
    return unclosed(bracket, span)
  }

  // MARK: Tokens

  var current: Token { tokens[min(position, tokens.count - 1)] }

  var next: Token { tokens[min(position + 1, tokens.count - 1)] }

  mutating func advance() { position += 1 }

  /// The text of the current token when it is a bare word.
  var word: String? {
    if case .word = current.kind { current.span.text } else { nil }
  }

  var isAtNewline: Bool {
    if case .newline = current.kind { true } else { false }
  }

  var isAtEnd: Bool {
    if case .end = current.kind { true } else { false }
  }

  func isAt(opening bracket: Token.Bracket) -> Bool {
    if case .open(bracket) = current.kind { true } else { false }
  }

  func isAt(closing bracket: Token.Bracket) -> Bool {
    if case .close(bracket) = current.kind { true } else { false }
  }

  mutating func skipNewlines() {
    while isAtNewline { advance() }
  }

  /// Runs `body` one level deeper.
  mutating func nested<Result>(_ body: (inout Parser) throws(Diagnostic) -> Result) throws(Diagnostic) -> Result {
    guard depth < Self.depthLimit else {
      throw Diagnostic("this is nested more than \(Self.depthLimit) deep", at: current.span)
    }
    depth += 1
    defer { depth -= 1 }
    return try body(&self)
  }

  // MARK: Mistakes

  /// The current token is not what the grammar wants here: `wanted` is missing, or the lexer could not read it.
  func unexpected(_ wanted: String, suggestion: String? = nil) -> Diagnostic {
    switch current.kind {
    case .invalid(let diagnostic): return diagnostic
    case .end, .newline: return Diagnostic("\(wanted) is missing here", at: current.span, suggestion: suggestion)
    case .close(let bracket):
      return Diagnostic(
        "\(wanted) is missing before this `\(bracket.closing)`", at: current.span, suggestion: suggestion)
    default:
      return Diagnostic(
        "\(wanted) is missing before `\(clipped(current.span.text, to: 40))`", at: current.span,
        suggestion: suggestion)
    }
  }

  /// The text ends inside the bracket at `opening`.
  func unclosed(_ bracket: Token.Bracket, _ opening: Span) -> Diagnostic {
    Diagnostic("this `\(bracket.rawValue)` is never closed", at: opening, kind: .incomplete)
  }
}
