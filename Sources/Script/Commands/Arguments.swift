/// The arguments of one call, converted to the declared types; `arguments[max]` is that of the parameter `max`.
package struct Arguments: Sendable {
  /// A converted argument and where it was written; an argument that came through a `|` has the place of its stage.
  struct Bound: Sendable {
    let value: Value
    let span: Span
  }

  private let command: Command
  /// Those that were given, by the names of their parameters.
  private let bound: [String: Bound]
  /// The place of the command's name.
  private let callSpan: Span

  init(_ command: Command, bound: [String: Bound], callSpan: Span) {
    self.command = command
    self.bound = bound
    self.callSpan = callSpan
  }

  /// The argument of a parameter, which the command declares, or its default.
  ///
  /// - Throws: A diagnostic for a value that the type has accepted and that stands for nothing here, such as a number
  ///   that `gradient` traces.
  package subscript<Argument>(_ parameter: Parameter<Argument>) -> Argument {
    get throws {
      precondition(
        command.parameters.contains { $0.name == parameter.name },
        "`\(command.name)` does not declare `\(parameter.name)`")
      let value = bound[parameter.name]?.value
      if let argument = parameter.read(value) { return argument }
      throw mistake(
        "`\(parameter.name)` takes \(parameter.declaration.type.described), not \((value ?? .nothing).described)",
        at: parameter)
    }
  }

  /// Whether there is an argument for a parameter: one that was given, or a default.
  package func has(_ parameter: any AnyParameter) -> Bool { has(parameter.name) }

  /// The same for the name of a parameter, as an error knows it.
  package func has(_ name: String) -> Bool {
    if bound[name] != nil { return true }
    guard case .otherwise = command.parameters.first(where: { $0.name == name })?.presence else { return false }
    return true
  }

  /// A mistake that points at the argument of a parameter, or at the command's name when none was given.
  package func mistake(_ message: String, at parameter: any AnyParameter, suggestion: String? = nil) -> Diagnostic {
    mistake(message, at: parameter.name, suggestion: suggestion)
  }

  /// The same for the name of a parameter, as an error knows it.
  package func mistake(_ message: String, at name: String, suggestion: String? = nil) -> Diagnostic {
    Diagnostic(message, at: bound[name]?.span ?? callSpan, suggestion: suggestion)
  }
}
