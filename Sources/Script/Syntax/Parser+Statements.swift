import Printing

extension Parser {
  /// Parses statements up to the end of the text, or for `opening` up to the `}` that closes it.
  mutating func parseStatements(until opening: Span?) throws(Diagnostic) -> [Statement] {
    var statements: [Statement] = []
    while true {
      while isAtSeparator { advance() }
      if isAtEnd {
        guard let opening else { return statements }
        throw unclosed(.curly, opening)
      }
      if opening != nil, isAt(closing: .curly) { return statements }

      let statement = try parseStatement()
      statements.append(statement)
      guard isAtSeparator || isAtEnd || (opening != nil && isAt(closing: .curly)) else { throw trailing() }
    }
  }

  private var isAtSeparator: Bool {
    switch current.kind {
    case .newline, .semicolon: true
    default: false
    }
  }

  /// What stands behind a finished statement and cannot.
  private func trailing() -> Diagnostic {
    switch current.kind {
    case .invalid(let diagnostic): return diagnostic
    case .close(let bracket):
      return Diagnostic("nothing is open that this `\(bracket.closing)` could close", at: current.span)
    case .comma:
      return Diagnostic(
        "a comma only stands between the items of a list", at: current.span,
        suggestion: "put a text with a comma in quotes")
    case .arrow:
      return Diagnostic("`=>` only stands in a list", at: current.span, suggestion: "write [bread => pain]")
    default:
      return Diagnostic(
        "a statement ends before `\(clipped(current.span.text, to: 40))`, and this is on the same line",
        at: current.span,
        suggestion: "start a new line")
    }
  }

  private mutating func parseStatement() throws(Diagnostic) -> Statement {
    switch word.flatMap(Keyword.init(rawValue:)) {
    case .let: return try parseBinding()
    case .for: return try parseLoop()
    case .if: return try parseConditional()
    case .def: return try parseDefinition()
    case .else:
      throw Diagnostic("this `else` belongs to no `if`", at: current.span, suggestion: "it follows the `}` on its line")
    case nil:
      if word?.hasPrefix("?") == true { return try parseHelp() }
      let pipeline = try parsePipeline()
      return Statement(kind: .pipeline(pipeline), span: pipeline.span)
    }
  }

  private mutating func parseBinding() throws(Diagnostic) -> Statement {
    let start = current.span
    advance()
    let name = try parseName("the name to bind")
    guard word == "=" else {
      throw unexpected("`=`", suggestion: "write let \(name.text) = …")
    }
    advance()
    let value = try parsePipeline()
    return Statement(kind: .binding(name, value), span: start.extended(to: value.span))
  }

  private mutating func parseLoop() throws(Diagnostic) -> Statement {
    let start = current.span
    advance()
    let name = try parseName("the name for each item")
    guard word == "in" else { throw unexpected("`in`", suggestion: "write for \(name.text) in $list { … }") }
    advance()
    let sequence = try beforeBlock { parser throws(Diagnostic) in
      try parser.parseArgument(wanted: "the list to go over")
    }
    if case .word(let word) = sequence.kind, !isAt(opening: .curly) {
      throw Diagnostic(
        "`for` goes over a list, not the word `\(clipped(word, to: 40))`", at: sequence.span,
        suggestion: "put a command in brackets: (\(clipped(word, to: 20)) …)")
    }
    let body = try parseBlock("the block to repeat")
    return Statement(
      kind: .loop(name, sequence, body), span: start.extended(to: body.span))
  }

  private mutating func parseConditional() throws(Diagnostic) -> Statement {
    let start = current.span
    var branches: [(condition: Pipeline, body: Block)] = []
    var otherwise: Block?
    repeat {
      advance()
      let condition = try beforeBlock { parser throws(Diagnostic) in try parser.parsePipeline() }
      branches.append((condition, try parseBlock("the block of `if`")))
      guard word == "else" else { break }
      advance()
      if word != "if" { otherwise = try parseBlock("the block of `else`") }
    } while otherwise == nil

    return Statement(
      kind: .conditional(branches, otherwise: otherwise),
      span: start.extended(to: otherwise?.span ?? branches[branches.count - 1].body.span))
  }

  private mutating func parseDefinition() throws(Diagnostic) -> Statement {
    let start = current.span
    advance()
    let name = try parseName("the command's name")
    if Keyword(rawValue: name.text) != nil {
      throw Diagnostic("`\(name.text)` starts a statement, so no command can have this name", at: name.span)
    }
    var parameters: [Name] = []
    while !isAt(opening: .curly) {
      let parameter = try parseName("the command's block or a parameter")
      if parameters.contains(where: { $0.text == parameter.text }) {
        throw Diagnostic("`\(parameter.text)` is a parameter already", at: parameter.span)
      }
      parameters.append(parameter)
    }
    let body = try parseBlock("the command's block")
    let span = start.extended(to: body.span)
    let definition = Definition(name: name, parameters: parameters, body: body, span: span)
    return Statement(kind: .definition(definition), span: span)
  }

  /// `?name` is short help, `??name` the long page, `???words` a search: other spellings of `help`.
  private mutating func parseHelp() throws(Diagnostic) -> Statement {
    let start = current.span
    var words: [String] = []
    while let word {
      words.append(word)
      advance()
    }
    let text = words.joined(separator: " ")
    let marks = text.prefix(3).prefix { $0 == "?" }.count
    let subject = String(text.dropFirst(marks).drop { $0 == " " })
    let span = start.extended(to: tokens[max(0, position - 1)].span)

    func argument(_ kind: Expression.Kind, label: String? = nil) -> Call.Argument {
      Call.Argument(
        label: label.map { Name(text: $0, span: span) }, value: Expression(kind, span))
    }
    var arguments = subject.isEmpty ? [] : [argument(.word(subject), label: marks == 3 ? "search" : nil)]
    if marks == 1, !subject.isEmpty { arguments.append(argument(.boolean(true), label: "brief")) }
    let call = Call(name: Name(text: "help", span: span), arguments: arguments, span: span)
    let pipeline = Pipeline(stages: [.call(call)], span: span)
    return Statement(kind: .pipeline(pipeline), span: span)
  }

  /// A name that is being given: letters, digits, `_` and `-`.
  private mutating func parseName(_ wanted: String) throws(Diagnostic) -> Name {
    if case .variable = current.kind {
      let name = String(current.span.text.dropFirst())
      throw Diagnostic("a name is given without `$`", at: current.span, suggestion: "write \(name)")
    }
    guard let word, word != "=" else { throw unexpected(wanted) }
    let range = current.span.range
    guard Lexer(source).lengthOfName(at: range.lowerBound) == range.count, word != "_" else {
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let suggestion = parts.count == 2 ? "put spaces around the `=`" : "letters, digits, `-` and `_` make a name"
      throw Diagnostic("`\(clipped(word, to: 40))` is no name", at: current.span, suggestion: suggestion)
    }
    let name = Name(text: word, span: current.span)
    advance()
    return name
  }

  /// Parses with `body` what stands in front of a block.
  private mutating func beforeBlock<Result>(
    _ body: (inout Parser) throws(Diagnostic) -> Result
  ) throws(Diagnostic) -> Result {
    let saved = blockFollows
    blockFollows = true
    defer { blockFollows = saved }
    return try body(&self)
  }

  mutating func parseBlock(_ wanted: String) throws(Diagnostic) -> Block {
    guard isAt(opening: .curly) else { throw unexpected(wanted, suggestion: "write { … }") }
    let opening = current.span
    return try nested { parser throws(Diagnostic) in
      parser.advance()
      parser.openings.append((.curly, opening))
      let saved = parser.blockFollows
      parser.blockFollows = false
      defer { parser.blockFollows = saved }
      let statements = try parser.parseStatements(until: opening)
      let span = opening.extended(to: parser.current.span)
      parser.advance()
      parser.openings.removeLast()
      return Block(statements: statements, span: span)
    }
  }
}
