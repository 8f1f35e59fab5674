extension Builtins {
  /// `vars`: what is bound.
  static let vars = Command(
    "vars", topic: languageTopic, summary: "lists the variables",
    examples: [
      Example(
        "let cheese = \"brie\"\nlet n = 3\nvars",
        prints: """
          name    type    value
          cheese  text    brie
          n       number  3
          """)
    ]
  ) { _, context in
    let variables = context.session.bindings.variables.sorted { $0.key < $1.key }
    if variables.isEmpty {
      context.host.note("nothing is bound yet: let name = value")
      return .nothing
    }
    return .list(
      variables.map { name, value in
        let summary = clipped(value.short, to: 60)
        return .record(["name": .text(name), "type": .text(value.typeName), "value": .text(summary)])
      })
  }
}
