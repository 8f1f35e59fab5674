/// What could stand where a line is being typed.
package struct Completion: Sendable {
  /// One way to go on.
  package struct Candidate: Sendable, Equatable {
    /// What the candidate is.
    package enum Kind: Sendable {
      case command, label, variable, field, choice, name, file, keyword
    }

    /// What replaces the bytes from ``Completion/start`` to the cursor.
    package let text: String
    /// What a list of candidates shows.
    package let display: String
    /// What the candidate is.
    package let kind: Kind

    init(_ text: String, _ kind: Kind, display: String? = nil) {
      self.text = text
      self.display = display ?? text
      self.kind = kind
    }
  }

  /// Where the word being completed starts, as an offset in UTF-8 bytes.
  package let start: Int
  /// The candidates that go on as the word begins, in the order in which a list should show them.
  package let candidates: [Candidate]
}

/// The ways to go on at `cursor`, an offset in UTF-8 bytes, of `line`, which can also be a statement of several lines.
///
/// Runs no command; asks objects for their fields, parameters for their names, and the host for names in folders.
package func complete(_ line: String, cursor: Int, session: Session) -> Completion {
  var bytes = line.utf8.prefix(max(0, cursor))
  // A cursor within a character counts as one in front of it.
  while bytes.endIndex < line.utf8.endIndex, line.utf8[bytes.endIndex] & 0xC0 == 0x80 { bytes.removeLast() }
  let typed = String(decoding: bytes, as: UTF8.self)
  return Completer(SourceText(typed), session).complete()
}

/// The stage of a pipeline that is being typed at the end of a text, as far as it has been typed.
struct TypedStage {
  /// The bracket in which the stage stands.
  private(set) var bracket: Token.Bracket?
  /// The tokens of the stage, without those inside of brackets that have been closed again.
  private(set) var tokens: [Token] = []

  /// The last stage of `tokens`.
  init(endOf tokens: [Token]) {
    var outer: [TypedStage] = []
    for token in tokens {
      switch token.kind {
      case .open(let bracket):
        outer.append(self)
        self = TypedStage(in: bracket)
      case .close:
        if let last = outer.popLast() { self = last }
        self.tokens.append(token)
      case .pipe, .newline, .semicolon:
        self = TypedStage(in: bracket)
      case .comma where bracket == .square, .arrow where bracket == .square:
        self.tokens = []
      case .end: break
      default:
        self.tokens.append(token)
        if startsStage { self.tokens = [] }
      }
    }
  }

  private init(in bracket: Token.Bracket?) {
    self.bracket = bracket
  }

  /// The tokens as words, empty where a token is none.
  var words: [String] { tokens.map(Self.word) }

  /// Whether a stage starts behind what has been typed: behind `let name =`, `if`, `else if` and `time`.
  private var startsStage: Bool {
    switch tokens.last.map(Self.word) {
    case "=": tokens.count == 3 && Self.word(tokens[0]) == "let"
    case "time": tokens.count == 1
    case "if": tokens.count == 1 || Self.word(tokens[tokens.count - 2]) == "else"
    default: false
    }
  }

  private static func word(_ token: Token) -> String {
    if case .word = token.kind { token.span.text } else { "" }
  }
}
