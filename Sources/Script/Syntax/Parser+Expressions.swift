import Printing

extension Parser {
  // MARK: Pipelines

  mutating func parsePipeline() throws(Diagnostic) -> Pipeline {
    if word == "time", startsTimedPipeline { return try parseTimed() }
    var stages = [try parseStage()]
    var end = stages[0].span
    while case .pipe = current.kind {
      let pipe = current.span
      advance()
      skipNewlines()
      if isAtEnd { throw Diagnostic("a command is missing after this `|`", at: pipe, kind: .incomplete) }
      let stage = try parseStage()
      guard case .call = stage else {
        throw Diagnostic(
          "`|` passes its value to a command, and `\(clipped(stage.span.text, to: 40))` is none", at: stage.span)
      }
      stages.append(stage)
      end = stage.span
    }
    return Pipeline(stages: stages, span: stages[0].span.extended(to: end))
  }

  /// Whether something follows the word `time` that could be what is timed.
  private var startsTimedPipeline: Bool {
    switch next.kind {
    case .newline, .semicolon, .end, .close, .pipe, .open(.curly): false
    default: true
    }
  }

  /// `time` in front of a pipeline stands for `time { pipeline }`.
  private mutating func parseTimed() throws(Diagnostic) -> Pipeline {
    let name = Name(text: "time", span: current.span)
    return try nested { parser throws(Diagnostic) in
      parser.advance()
      let timed = try parser.parsePipeline()
      let block = Block(
        statements: [Statement(kind: .pipeline(timed), span: timed.span)], span: timed.span)
      let argument = try parser.expression(.block(block), timed.span)
      let span = name.span.extended(to: timed.span)
      let call = Call(name: name, arguments: [Call.Argument(label: nil, value: argument)], span: span)
      return Pipeline(stages: [.call(call)], span: span)
    }
  }

  private mutating func parseStage() throws(Diagnostic) -> Pipeline.Stage {
    if isAt(opening: .curly), !blockFollows {
      throw Diagnostic("a block comes after `for`, `if`, `def` or a command", at: current.span)
    }
    guard let word, word != "not", word != "true", word != "false", numberLiteral(word[...]) == nil else {
      return .expression(try parseExpression(above: 0))
    }
    return .call(try parseCall(word))
  }

  private mutating func parseCall(_ word: String) throws(Diagnostic) -> Call {
    let name = Name(text: word, span: current.span)
    if InfixOperator(word) != nil || word == "=" {
      throw Diagnostic("`\(word)` needs a value before it", at: name.span)
    }
    if word.hasSuffix(":"), word.count > 1 {
      throw Diagnostic("`\(word)` is an option, and no command comes before it", at: name.span)
    }
    if Keyword(rawValue: word) != nil {
      throw Diagnostic("`\(word)` starts a statement and gives no value", at: name.span)
    }
    advance()
    if self.word == "=" {
      throw Diagnostic("`\(word) = …` binds nothing", at: name.span, suggestion: "write let \(word) = …")
    }

    var arguments: [Call.Argument] = []
    while startsArgument {
      try requireSpace()
      var label: Name?
      if let word = self.word, word.hasSuffix(":"), word.count > 1 {
        label = Name(text: String(word.dropLast()), span: current.span)
        advance()
        guard startsArgument, self.word?.hasSuffix(":") != true || self.word == ":" else {
          throw unexpected("the value of `\(word)`")
        }
      }
      arguments.append(Call.Argument(label: label, value: try parseArgument(wanted: "an argument")))
    }
    return Call(name: name, arguments: arguments, span: name.span.extended(to: arguments.last?.value.span ?? name.span))
  }

  /// Two things side by side are only told apart by the space between them.
  private func requireSpace() throws(Diagnostic) {
    guard current.isAttached else { return }
    throw Diagnostic("a space is missing before `\(clipped(current.span.text, to: 40))`", at: current.span)
  }

  private var startsArgument: Bool {
    switch current.kind {
    case .word, .text, .variable, .minus, .open(.round), .open(.square): true
    case .open(.curly): !blockFollows
    default: false
    }
  }

  // MARK: Infix

  /// Parses an expression whose operators bind tighter than `precedence`.
  private mutating func parseExpression(above precedence: Int) throws(Diagnostic) -> Expression {
    var left = try parseOperand(precedence)
    while true {
      guard let word, let operation = InfixOperator(word) else {
        try requireEndOfExpression(after: left)
        return left
      }
      guard operation.precedence > precedence else { return left }
      let operatorSpan = current.span
      advance()
      let right = try nested { parser throws(Diagnostic) in
        try parser.parseExpression(above: operation.precedence)
      }
      left = try expression(
        .infix(left, operation, right, operatorSpan: operatorSpan), left.span.extended(to: right.span))
    }
  }

  private mutating func parseOperand(_ precedence: Int) throws(Diagnostic) -> Expression {
    let start = current.span
    guard word == "not" else { return try parseArgument(wanted: "a value") }
    guard precedence <= InfixOperator.precedenceOfNot else {
      throw Diagnostic("`not` binds less tightly than what comes before it", at: start, suggestion: "write (not …)")
    }
    advance()
    return try nested { parser throws(Diagnostic) in
      let operand = try parser.parseExpression(above: InfixOperator.precedenceOfNot)
      return try parser.expression(.not(operand), start.extended(to: operand.span))
    }
  }

  /// Behind an operand that no operator follows, only what ends an expression can stand.
  private func requireEndOfExpression(after operand: Expression) throws(Diagnostic) {
    guard startsArgument else { return }
    try requireSpace()
    let text = clipped(current.span.text, to: 40)
    if case .word(let word) = operand.kind {
      throw Diagnostic(
        "an operator is missing before `\(text)`", at: current.span,
        suggestion: "put a command in brackets: (\(clipped(word, to: 20)) …)")
    }
    let isSigned = text.count > 1 && text.hasPrefix("-")
    throw Diagnostic(
      "an operator is missing before `\(text)`", at: current.span,
      suggestion: isSigned ? "operators stand between spaces: - \(text.dropFirst())" : nil)
  }

  // MARK: Building

  /// An expression, unless its tree is too high.
  func expression(_ kind: Expression.Kind, _ span: Span) throws(Diagnostic) -> Expression {
    let expression = Expression(kind, span)
    guard expression.height <= Self.heightLimit else {
      throw Diagnostic("this has more than \(Self.heightLimit) levels", at: span, suggestion: "split it with `let`")
    }
    return expression
  }
}

extension Pipeline.Stage {
  var span: Span {
    switch self {
    case .call(let call): call.span
    case .expression(let expression): expression.span
    }
  }
}
