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
  package let parameters: [Parameter]
  /// What the manual shows and the tests run.
  package let examples: [Example]
  /// Does it. The arguments have been converted to the declared types; the caller displays the value or passes it on.
  package let run: @Sendable (Arguments, Context) throws -> Value

  /// Declares a command.
  package init(
    _ name: String, topic: String, summary: String, details: String = "", parameters: [Parameter] = [],
    examples: [Example] = [], run: @escaping @Sendable (Arguments, Context) throws -> Value
  ) {
    self.name = name
    self.topic = topic
    self.summary = summary
    self.details = details
    self.parameters = parameters
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
