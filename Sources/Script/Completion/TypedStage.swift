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

  /// The words at the start, up to the first token that is none.
  var words: [String] {
    tokens.map { token in if case .word = token.kind { token.span.text } else { "" } }
  }

  /// Whether a stage starts behind what has been typed: behind `let name =`, `if`, `else if` and `time`.
  private var startsStage: Bool {
    let words = words
    switch words.first {
    case "let": return words.count == 3 && words[2] == "="
    case "if", "time": return words.count == 1
    case "else": return words == ["else", "if"]
    default: return words.suffix(2) == ["else", "if"]
    }
  }
}
