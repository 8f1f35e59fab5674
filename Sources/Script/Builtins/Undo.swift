extension Builtins {
  /// `undo`: takes the last binding back.
  static let undo = Command(
    "undo", topic: languageTopic, summary: "takes the last `let` or `def` back",
    details: """
      What a whole statement has bound, a `for` for example, is taken back at once.
      Statements that bind nothing are not counted.
      """,
    examples: [Example("let cheese = \"brie\"\nlet cheese = \"comté\"\nundo\n$cheese", prints: "brie")]
  ) { _, context in
    let names = context.session.bindings.undo()
    if names.isEmpty { throw context.mistake("there is nothing left to take back") }
    context.host.note("took back " + enumerated(names, "and"))
    return .nothing
  }
}
