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
