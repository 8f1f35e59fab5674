/// A command, declared once: binding, help, completion, the manual and the example tests all read this value.
package struct Command: Sendable {
  /// One word, or two with a space between them: `ask`, `tune prompt`.
  package let name: String
  /// The heading under which `help` lists it.
  package let topic: String
  /// What it does, in one line that starts with a verb and has no full stop.
  package let summary: String
  /// What the long page adds, in paragraphs separated by empty lines; may be empty.
  package let details: String
  /// What it takes, in the order of the usage line.
  package let parameters: [ParameterDeclaration]
  /// What the manual shows and the tests run.
  package let examples: [Example]
  /// Does it. The arguments have been converted to the declared types; the caller displays the value or passes it on.
  package let run: @Sendable (Arguments, Context) throws -> Value

  /// Declares a command. `run` finds the arguments under the parameters.
  package init(
    _ name: String, topic: String, summary: String, details: String = "", parameters: [any AnyParameter] = [],
    examples: [Example] = [], run: @escaping @Sendable (Arguments, Context) throws -> Value
  ) {
    self.name = name
    self.topic = topic
    self.summary = summary
    self.details = details
    self.parameters = parameters.map(\.declaration)
    self.examples = examples
    self.run = run
  }
}

/// An example of a command, with what it prints.
package struct Example: Sendable {
  /// One or more statements.
  package let source: String
  /// What they print, in the notation of a lesson's `output` block; empty when nothing is printed.
  package let output: String
  /// Whether the example can only run with a model at hand.
  package let needsModel: Bool

  /// `source`, which prints `output`.
  package init(_ source: String, prints output: String = "", needsModel: Bool = false) {
    self.source = source
    self.output = output
    self.needsModel = needsModel
  }
}

/// What a running command can reach.
package struct Context {
  /// The bindings, the current model, the seed, the host and the registry.
  package let session: Session
  /// The place of the call: the command's name.
  package let span: Span
  let evaluator: Evaluator
  /// Where pieces of the value go, when it will be displayed.
  let output: PieceStream?

  /// Shows a piece of the result while it is being made. Present only when the value of this very call will be
  /// displayed and the host wants pieces. After it has been called, the value is not displayed a second time.
  package var stream: (@Sendable (String) -> Void)? {
    guard let output else { return nil }
    return { piece in output.send(piece) }
  }

  /// The host of the session.
  package var host: any Host { session.host }

  /// A mistake that points at the command's name. Prefer ``Arguments/mistake(_:at:suggestion:)`` where one argument
  /// is to blame.
  package func mistake(_ message: String, suggestion: String? = nil) -> Diagnostic {
    Diagnostic(message, at: span, suggestion: suggestion)
  }

  /// The value of a variable where the call stands, or nil where there is none of that name.
  package func variable(_ name: String) -> Value? { evaluator.variable(name) }

  /// The names of the variables where the call stands.
  package var variableNames: [String] { evaluator.variableNames }

  /// Runs a block that was given as an argument, with other values for some variables, and gives the value of its last
  /// statement. What the block binds is gone afterwards.
  package func run(_ block: BlockObject, with values: [String: Value]) throws -> Value {
    try evaluator.run(block.block, with: values)
  }

  /// Runs a block that was given as an argument, in the scope of the call, and gives the value of its last statement.
  func run(_ block: Block) throws -> Value {
    try evaluator.run(block.statements, last: .result(output))
  }
}
