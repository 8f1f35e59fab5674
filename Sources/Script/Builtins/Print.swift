extension Builtins {
  /// `print`: shows values, also inside a command of one's own, where values are not displayed.
  static let print = Command(
    "print", topic: languageTopic, summary: "shows values",
    details: """
      One value is shown as it would be on its own. Several are shown on one line with spaces between them.

      At the prompt a value is shown anyway; `print` is for blocks and for commands of your own.
      """,
    parameters: [.rest("values", .any, .required, summary: "what to show")],
    examples: [
      Example("print cheese", prints: "cheese"),
      Example("let n = 3\nprint $n \"cheeses, please\"", prints: "3 cheeses, please"),
    ]
  ) { arguments, context in
    let values = arguments.rest("values")
    context.host.show(values.count == 1 ? values[0] : .text(values.map(\.interpolated).joined(separator: " ")))
    return .nothing
  }
}
