import Printing

/// An argument as it was given: evaluated, but not yet converted to what the command declares.
struct GivenArgument: Sendable {
  let label: Name?
  let value: Value
  let span: Span
  /// How it was written, or nil for what came through a `|`.
  let syntax: Expression?
}

/// Brings what was given to a command and what the command declares together. All mistakes in arguments end here.
struct Binder {
  let command: Command
  let callSpan: Span
  private var bound: [String: Arguments.Bound] = [:]
  private var rest: [Arguments.Bound] = []
  private var positionals: [ParameterDeclaration]
  private let restParameter: ParameterDeclaration?

  /// The arguments of a call, converted; the diagnostic of the first mistake otherwise.
  static func bind(_ command: Command, _ given: [GivenArgument], callSpan: Span) throws(Diagnostic) -> Arguments {
    var binder = Binder(command, callSpan)
    for argument in given { try binder.add(argument) }
    return try binder.finish()
  }

  private init(_ command: Command, _ callSpan: Span) {
    self.command = command
    self.callSpan = callSpan
    positionals = command.parameters.filter { $0.place == .positional }.reversed()
    restParameter = command.parameters.first { $0.place == .rest }
  }

  private mutating func add(_ argument: GivenArgument) throws(Diagnostic) {
    if let label = argument.label {
      let parameter = try labelledParameter(label)
      if bound[parameter.name] != nil { throw Diagnostic("`\(parameter.name):` is given twice", at: label.span) }
      bound[parameter.name] = try convert(argument, for: parameter)
    } else if let parameter = positionals.last {
      try refuseGluedOption(argument)
      positionals.removeLast()
      bound[parameter.name] = try convert(argument, for: parameter)
    } else if let restParameter {
      try refuseGluedOption(argument)
      rest.append(try convert(argument, for: restParameter))
    } else {
      try refuseGluedOption(argument)
      throw tooMany(argument)
    }
  }

  private func finish() throws(Diagnostic) -> Arguments {
    var bound = bound
    if let restParameter, let first = rest.first {
      bound[restParameter.name] = Arguments.Bound(value: .list(rest.map(\.value)), span: first.span)
    }
    for parameter in command.parameters where bound[parameter.name] == nil {
      guard case .required = parameter.presence else { continue }
      throw Diagnostic(
        "`\(command.name)` needs \(parameter.place == .labelled ? "`\(parameter.name):`, " : "")"
          + "\(parameter.type.described): \(parameter.summary)",
        at: callSpan, suggestion: "usage: \(command.usage)")
    }
    return Arguments(command, bound: bound, callSpan: callSpan)
  }

  // MARK: Mistakes

  private func labelledParameter(_ label: Name) throws(Diagnostic) -> ParameterDeclaration {
    let labelled = command.parameters.filter { $0.place == .labelled }
    if let parameter = labelled.first(where: { $0.name == label.text }) { return parameter }
    if command.parameters.contains(where: { $0.name == label.text }) {
      throw Diagnostic(
        "`\(label.text)` of `\(command.name)` is given by its position", at: label.span,
        suggestion: "leave the label out")
    }
    let suggestion: String? =
      if let near = nearest(to: label.text, among: labelled.map(\.name)) {
        "did you mean `\(near):`?"
      } else if labelled.isEmpty {
        "a text that ends in `:` needs quotes"
      } else {
        "it has \(enumerated(labelled.map { "`\($0.name):`" }, "and"))"
      }
    throw Diagnostic("`\(command.name)` has no option `\(label.text):`", at: label.span, suggestion: suggestion)
  }

  /// `top:5` was meant to be `top: 5`.
  private func refuseGluedOption(_ argument: GivenArgument) throws(Diagnostic) {
    guard case .word(let word) = argument.syntax?.kind, let colon = word.firstIndex(of: ":") else { return }
    let name = String(word[..<colon])
    guard command.parameters.contains(where: { $0.place == .labelled && $0.name == name }) else { return }
    throw Diagnostic(
      "a space is missing after `\(name):`", at: argument.span,
      suggestion: "write \(name): \(clipped(String(word[word.index(after: colon)...]), to: 20))")
  }

  private func tooMany(_ argument: GivenArgument) -> Diagnostic {
    let taken = command.parameters.filter { $0.place == .positional }
    let message =
      switch taken.count {
      case 0: "`\(command.name)` takes no arguments" + (command.parameters.isEmpty ? "" : " without a label")
      case 1: "`\(command.name)` takes one argument, and this is a second"
      default: "`\(command.name)` takes \(taken.count) arguments, and this is one more"
      }
    guard case .word(let word) = argument.syntax?.kind else { return Diagnostic(message, at: argument.span) }
    if InfixOperator(word) != nil {
      return Diagnostic(message, at: argument.span, suggestion: "put a calculation in brackets")
    }
    let takesText = taken.last.map { $0.type.takesText } ?? false
    return Diagnostic(
      message, at: argument.span, suggestion: takesText ? "a text of several words needs quotes" : nil)
  }

  private func convert(_ argument: GivenArgument, for parameter: ParameterDeclaration) throws(Diagnostic)
    -> Arguments.Bound
  {
    switch parameter.type.convert(argument.value, argument.syntax) {
    case .converted(let value): return Arguments.Bound(value: value, span: argument.span)
    case .refused(let value, let syntax, let type):
      let name = "`\(parameter.name)\(parameter.place == .labelled ? ":" : "")`"
      let isPart = syntax?.span.range != argument.syntax?.span.range || type.described != parameter.type.described
      var suggestion: String?
      if case .choice(let choices) = type, case .text(let text) = value, let near = nearest(to: text, among: choices) {
        suggestion = "did you mean `\(near)`?"
      }
      throw Diagnostic(
        "\(name) takes \(parameter.type.described), not "
          + (isPart ? "\(value.described) where \(type.described) is wanted" : value.described),
        at: syntax?.span ?? argument.span, suggestion: suggestion)
    }
  }
}
