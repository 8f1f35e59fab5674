/// Help and the manual, derived from what commands declare.
package enum HelpText {
  /// The usage line and the summary.
  package static func brief(_ command: Command) -> String {
    command.usage + "\n" + command.summary
  }

  /// The long page of a command: usage, parameters, details, examples with what they print.
  package static func page(of command: Command) -> String {
    var sections = ["\(command.name) – \(command.summary)", "Usage\n" + indented(command.usage)]
    if !command.parameters.isEmpty {
      let width = command.parameters.map { displayWidth($0.heading) }.max() ?? 0
      let lines = command.parameters.map { padded($0.heading, to: width) + "  " + $0.explanation }
      sections.append("Arguments\n" + indented(lines.joined(separator: "\n")))
    }
    if !command.details.isEmpty { sections.append(command.details) }
    if !command.examples.isEmpty {
      let examples = command.examples.map { example in
        indented(prompted(example.source) + (example.output.isEmpty ? "" : "\n" + example.output))
      }
      sections.append("Examples\n" + examples.joined(separator: "\n\n"))
    }
    return sections.joined(separator: "\n\n")
  }

  /// All commands under their topics.
  static func contents(of session: Session) -> String {
    (session.topics.map { list(of: $0, in: session) } + ["help NAME explains a command; ???words searches."])
      .joined(separator: "\n\n")
  }

  /// The commands of a topic, under its heading.
  static func list(of topic: String, in session: Session) -> String {
    topic + "\n" + indented(lines(session.commands.filter { $0.topic == topic }))
  }

  /// The commands whose names start with `prefix`.
  static func list(startingWith prefix: String, in session: Session) -> String {
    lines(session.commands.filter { $0.name.hasPrefix(prefix) })
  }

  /// The commands on whose pages all of `words` stand.
  static func found(_ words: String, in session: Session) -> String {
    let wanted = words.lowercased().split(separator: " ")
    let found = session.commands.filter { command in
      let page = page(of: command).lowercased()
      return wanted.allSatisfy { page.contains($0) }
    }
    return found.isEmpty ? "no page mentions \(words)" : lines(found)
  }

  private static func lines(_ commands: [Command]) -> String {
    let width = commands.map { displayWidth($0.name) }.max() ?? 0
    return commands.map { padded($0.name, to: width) + "  " + $0.summary }.joined(separator: "\n")
  }

  private static func prompted(_ source: String) -> String {
    source.split(separator: "\n", omittingEmptySubsequences: false).map { "> " + $0 }.joined(separator: "\n")
  }

  private static func indented(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : "  " + $0 }
      .joined(separator: "\n")
  }
}

extension Parameter {
  fileprivate var heading: String { place == .labelled ? name + ":" : name }

  /// `how many examples; a whole number from 1 to 512, default 8`.
  fileprivate var explanation: String {
    var parts = [type.described]
    switch presence {
    case .required: break
    case .optional: parts.append("optional")
    case .otherwise(let value): parts.append("default \(value.short)")
    }
    return summary + "; " + parts.joined(separator: ", ")
  }
}
