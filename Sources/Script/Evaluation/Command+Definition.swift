extension Command {
  /// The topic of the commands made with `def`.
  static let ownTopic = "Your own commands"

  /// A command of the user's own, which takes its parameters by position and gives the value of its last statement.
  init(_ definition: Definition) {
    self.init(
      definition.name.text, topic: Self.ownTopic, summary: "made with `def`", details: definition.span.text,
      parameters: definition.parameters.map { .positional($0.text, .any, summary: "what `$\($0.text)` stands for") }
    ) { arguments, context in
      do {
        return try context.evaluator.call(definition, arguments, context.output)
      } catch var diagnostic as Diagnostic {
        diagnostic.calls.append(Diagnostic.Call(name: definition.name.text, span: context.span))
        throw diagnostic
      }
    }
  }
}
