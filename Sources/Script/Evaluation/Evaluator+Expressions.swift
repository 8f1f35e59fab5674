import Printing

extension Evaluator {
  /// The value of a pipeline; its last stage may send pieces of it to `output`.
  func evaluate(_ pipeline: Pipeline, _ output: PieceStream?) throws -> Value {
    var piped: GivenArgument?
    for (index, stage) in pipeline.stages.enumerated() {
      let isLast = index == pipeline.stages.count - 1
      let value =
        switch stage {
        case .expression(let expression): try evaluate(expression, isLast ? output : nil)
        case .call(let call): try evaluate(call, piped, isLast ? output : nil)
        }
      if isLast { return value }
      piped = GivenArgument(label: nil, value: value, span: stage.span, syntax: nil)
    }
    return .nothing
  }

  /// The value of an expression. Brackets around a command leave it free to send pieces to `output`.
  func evaluate(_ expression: Expression, _ output: PieceStream? = nil) throws -> Value {
    try nested(at: expression.span) {
      switch expression.kind {
      case .word(let text): .text(text)
      case .number(let number, _): .number(number)
      case .boolean(let boolean): .boolean(boolean)
      case .text(let pieces): try bounded(text(pieces), at: expression.span)
      case .variable(let name): try variable(name, at: expression.span)
      case .path(let base, let accessors): try path(evaluate(base), accessors)
      case .group(let pipeline): try evaluate(pipeline, output)
      case .list(let items): try bounded(.list(items.map { try evaluate($0) }), at: expression.span)
      case .pair(let key, let value):
        try bounded(.pair(key: evaluate(key), value: value.map { try evaluate($0) }), at: expression.span)
      case .block(let block): .object(BlockObject(block: block))
      case .negation(let operand): try negated(evaluate(operand), at: expression.span)
      case .not(let operand): .boolean(try !truth(of: operand, for: "not"))
      case .infix(let left, let operation, let right, let operatorSpan):
        try infix(left, operation, right, at: operatorSpan)
      }
    }
  }

  private func text(_ pieces: [Expression.TextPiece]) throws -> Value {
    var text = ""
    for piece in pieces {
      switch piece {
      case .literal(let literal): text += literal
      case .value(let expression): text += try evaluate(expression).interpolated
      }
    }
    return .text(text)
  }

  /// `value`, which has just been put together, unless it is too large to keep.
  func bounded(_ value: Value, at span: Span) throws -> Value {
    if let excess = value.excess { throw Diagnostic(excess, at: span) }
    return value
  }

  // MARK: Names and paths

  private func variable(_ name: String, at span: Span) throws -> Value {
    if let value = variable(name) { return value }
    if name == "_" { throw Diagnostic("there is no last result yet", at: span) }
    let suggestion: String? =
      if let hyphen = name.firstIndex(of: "-"), variable(String(name[..<hyphen])) != nil {
        "a subtraction needs spaces: $\(name[..<hyphen]) - \(name[name.index(after: hyphen)...])"
      } else if let near = nearest(to: name, among: variableNames) {
        "did you mean `$\(near)`?"
      } else if session.command(named: name) != nil {
        "a command is called without `$`"
      } else {
        nil
      }
    throw Diagnostic("there is no variable `$\(name)`", at: span, suggestion: suggestion)
  }

  private func path(_ base: Value, _ accessors: [Expression.Accessor]) throws -> Value {
    var value = base
    for accessor in accessors {
      switch accessor {
      case .field(let name):
        guard let field = try placed(at: name.span, { try value.field(name.text) }) else {
          throw unknownField(name, of: value)
        }
        value = field
      case .index(let pipeline, let span):
        let index = try evaluate(pipeline, nil)
        value = try placed(at: span) { try value.element(at: index, span) }
      }
    }
    return value
  }

  private func unknownField(_ name: Name, of value: Value) -> Diagnostic {
    let names = value.fieldNames
    let suggestion: String? =
      if let near = nearest(to: name.text, among: names) {
        "did you mean `.\(near)`?"
      } else if !names.isEmpty {
        "it has \(enumerated(names.prefix(12).map { "`.\($0)`" }, "and"))"
      } else {
        nil
      }
    return Diagnostic("\(value.described) has no field `.\(name.text)`", at: name.span, suggestion: suggestion)
  }

  // MARK: Calls

  private func evaluate(_ call: Call, _ piped: GivenArgument?, _ output: PieceStream?) throws -> Value {
    try nested(at: call.span) {
      let (command, span, written) = try find(call)
      var given = piped.map { [$0] } ?? []
      for argument in written {
        let value = try evaluate(argument.value)
        given.append(
          GivenArgument(label: argument.label, value: value, span: argument.value.span, syntax: argument.value))
      }
      let arguments = try Binder.bind(command, given, callSpan: span)
      let context = Context(session: session, span: span, evaluator: self, output: output)
      return try placed(at: span) { try command.run(arguments, context) }
    }
  }

  /// The command that a call names with its first word or its first two, and the arguments that remain.
  private func find(_ call: Call) throws -> (Command, Span, some Sequence<Call.Argument>) {
    let arguments = call.arguments[...]
    let secondWords = session.registry.secondWords(after: call.name.text)
    if let second = arguments.first, second.label == nil, case .word(let word) = second.value.kind,
      let command = session.registry[call.name.text + " " + word]
    {
      return (command, call.name.span.extended(to: second.value.span), arguments.dropFirst())
    }
    if let command = session.command(named: call.name.text) { return (command, call.name.span, arguments) }
    guard !secondWords.isEmpty else { throw unknownCommand(call) }

    var span = call.name.span
    var suggestion: String?
    if let second = arguments.first, case .word(let word) = second.value.kind {
      span = second.value.span
      suggestion = nearest(to: word, among: secondWords).map { "did you mean `\(call.name.text) \($0)`?" }
    }
    throw Diagnostic(
      "`\(call.name.text)` needs a second word: \(enumerated(secondWords.map { "`\($0)`" }, "or"))", at: span,
      suggestion: suggestion)
  }

  private func unknownCommand(_ call: Call) -> Diagnostic {
    let name = call.name.text
    let suggestion =
      if let near = nearest(to: name, among: session.commands.map(\.name)) {
        "did you mean `\(near)`?"
      } else if variable(name) != nil {
        "a variable is used with its `$`: $\(name)"
      } else if call.arguments.isEmpty {
        "a text on its own needs quotes: \(quoted(name, limit: 40))"
      } else {
        "`help` lists the commands"
      }
    return Diagnostic(
      "there is no command `\(clipped(name, to: 40))`", at: call.name.span, suggestion: suggestion)
  }
}
