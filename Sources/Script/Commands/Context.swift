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
