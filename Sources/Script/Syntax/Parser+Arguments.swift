extension Parser {
  /// Parses an argument with the path behind it; `wanted` names it in the message when there is none.
  mutating func parseArgument(wanted: String) throws(Diagnostic) -> Expression {
    let start = current.span
    if case .minus = current.kind {
      advance()
      return try nested { parser throws(Diagnostic) in
        let operand = try parser.parseArgument(wanted: wanted)
        return try parser.expression(.negation(operand), start.extended(to: operand.span))
      }
    }
    let primary = try parsePrimary(wanted: wanted)
    return try parsePath(behind: primary)
  }

  private mutating func parsePrimary(wanted: String) throws(Diagnostic) -> Expression {
    let token = current
    switch token.kind {
    case .word:
      advance()
      return try wordExpression(token.span)
    case .text(let pieces):
      advance()
      return try nested { parser throws(Diagnostic) in try parser.text(pieces, token.span) }
    case .variable:
      advance()
      return try expression(.variable(String(token.span.text.dropFirst())), token.span)
    case .open(.round): return try nested { parser throws(Diagnostic) in try parser.parseGroup() }
    case .open(.square): return try nested { parser throws(Diagnostic) in try parser.parseList() }
    case .open(.curly) where !blockFollows:
      let block = try parseBlock(wanted)
      return try expression(.block(block), block.span)
    default: throw unexpected(wanted)
    }
  }

  private func wordExpression(_ span: Span) throws(Diagnostic) -> Expression {
    let text = span.text
    if let number = numberLiteral(text[...]) { return try expression(.number(number, spelling: text), span) }
    if text == "true" || text == "false" { return try expression(.boolean(text == "true"), span) }
    return try expression(.word(text), span)
  }

  private mutating func parseGroup() throws(Diagnostic) -> Expression {
    let opening = current.span
    advance()
    let pipeline = try parseBracketed(.round, opening)
    let span = opening.extended(to: tokens[position - 1].span)
    return try expression(.group(pipeline), span)
  }

  /// Parses a pipeline and the bracket that closes the one at `opening`.
  private mutating func parseBracketed(_ bracket: Token.Bracket, _ opening: Span) throws(Diagnostic) -> Pipeline {
    let saved = blockFollows
    blockFollows = false
    defer { blockFollows = saved }
    openings.append((bracket, opening))
    skipNewlines()
    let pipeline = try parsePipeline()
    skipNewlines()
    guard isAt(closing: bracket) else { throw unexpected("`\(bracket.closing)`") }
    advance()
    openings.removeLast()
    return pipeline
  }

  private mutating func parsePath(behind base: Expression) throws(Diagnostic) -> Expression {
    var accessors: [Expression.Accessor] = []
    var end = base.span
    while current.isAttached {
      if case .field = current.kind {
        end = current.span
        accessors.append(.field(Name(text: String(current.span.text.dropFirst()), span: current.span)))
        advance()
      } else if isAt(opening: .square), canBeIndexed(base) {
        let opening = current.span
        let index = try nested { parser throws(Diagnostic) in
          parser.advance()
          return try parser.parseBracketed(.square, opening)
        }
        end = tokens[position - 1].span
        accessors.append(.index(index, opening.extended(to: end)))
      } else {
        break
      }
    }
    guard !accessors.isEmpty else { return base }
    return try expression(.path(base, accessors), base.span.extended(to: end))
  }

  private func canBeIndexed(_ base: Expression) -> Bool {
    switch base.kind {
    case .variable, .group, .list: true
    default: false
    }
  }

  // MARK: Lists

  private mutating func parseList() throws(Diagnostic) -> Expression {
    let opening = current.span
    let saved = blockFollows
    blockFollows = false
    defer { blockFollows = saved }
    openings.append((.square, opening))
    advance()
    var items: [Expression] = []
    while true {
      skipNewlines()
      if isAt(closing: .square) { break }
      items.append(try parseItem())
      if case .comma = current.kind {
        advance()
      } else if !isAtNewline, !isAt(closing: .square) {
        throw unexpected("a comma")
      }
    }
    let span = opening.extended(to: current.span)
    advance()
    openings.removeLast()
    return try expression(.list(items), span)
  }

  private mutating func parseItem() throws(Diagnostic) -> Expression {
    let key = try parseWords()
    guard case .arrow = current.kind else { return key }
    advance()
    skipNewlines()
    if word == "?", !isWordOfText(next) {
      let span = key.span.extended(to: current.span)
      advance()
      return try expression(.pair(key, nil), span)
    }
    guard startsItem else { throw unexpected("the value of this pair", suggestion: "write ? for a blank") }
    let value = try parseWords()
    return try expression(
      .pair(key, value), key.span.extended(to: value.span))
  }

  private var startsItem: Bool {
    switch current.kind {
    case .word, .text, .variable, .minus, .open: true
    default: false
    }
  }

  private func isWordOfText(_ token: Token) -> Bool {
    if case .word = token.kind { true } else { false }
  }

  /// Parses an argument of a list: neighbouring bare words, not all of them numbers, are one text.
  private mutating func parseWords() throws(Diagnostic) -> Expression {
    guard startsItem else { throw unexpected("an item") }
    guard word != nil, isWordOfText(next) else { return try parseArgument(wanted: "an item") }
    let first = current.span
    var last = first
    var words: [String] = []
    while let word {
      words.append(word)
      last = current.span
      advance()
    }
    if words.allSatisfy({ numberLiteral($0[...]) != nil }) {
      throw Diagnostic("a comma is missing between these numbers", at: first.extended(to: last))
    }
    return try expression(.word(words.joined(separator: " ")), first.extended(to: last))
  }

  // MARK: Texts

  private func text(_ pieces: [Token.TextPiece], _ span: Span) throws(Diagnostic) -> Expression {
    var parsed: [Expression.TextPiece] = []
    for piece in pieces {
      switch piece {
      case .literal(let literal): parsed.append(.literal(literal))
      case .variable(let names, let span):
        let variable = try expression(
          .variable(names[0].text), Span(source, span.range.lowerBound..<names[0].span.range.upperBound))
        let fields = names.dropFirst().map { Expression.Accessor.field($0) }
        parsed.append(.value(fields.isEmpty ? variable : try expression(.path(variable, fields), span)))
      case .code(let tokens, let span):
        let pipeline = try pipeline(of: tokens, span)
        parsed.append(.value(try expression(.group(pipeline), span)))
      }
    }
    return try expression(.text(parsed), span)
  }

  /// Parses the tokens of a `$(…)`, in which nothing can be completed on a further line.
  private func pipeline(of tokens: [Token], _ span: Span) throws(Diagnostic) -> Pipeline {
    var parser = Parser(source: source, tokens: tokens, depth: depth)
    do throws(Diagnostic) {
      parser.skipNewlines()
      if parser.isAtEnd { throw Diagnostic("there is nothing in this `$()`", at: span) }
      let pipeline = try parser.parsePipeline()
      parser.skipNewlines()
      guard parser.isAtEnd else { throw parser.unexpected("`)`") }
      return pipeline
    } catch {
      var mistake = error
      mistake.kind = .mistake
      throw mistake
    }
  }
}
