import Printing

/// Help and the manual, derived from what commands declare.
package enum HelpText {
  /// The usage line and the summary.
  package static func brief(_ command: Command) -> String {
    command.usage + "\n" + command.summary
  }

  /// The long page of a command: usage, parameters, details, examples with what they print.
  package static func page(of command: Command) -> String {
    var sections = ["\(command.name) – \(command.summary)", "Usage\n" + indented(wrappedUsage(of: command))]
    if !command.parameters.isEmpty {
      sections.append("Arguments\n" + indented(aligned(command.parameters.map { ($0.heading, $0.explanation) })))
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

  /// How a statement that starts with `keyword` is written, and what it does.
  static func brief(_ keyword: Keyword) -> String {
    keyword.usage + "\n" + keyword.summary
  }

  /// The statements, and all commands under their topics.
  static func contents(of session: Session) -> String {
    let statements = "Statements\n" + indented(aligned(Keyword.allCases.map { ($0.usage, $0.summary) }))
    let topics = session.topics.map { list(of: $0, in: session) }
    return ([statements] + topics + ["help NAME explains a command; ???words searches."]).joined(separator: "\n\n")
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
    aligned(commands.map { ($0.name, $0.summary) })
  }

  private static func aligned(_ rows: [(String, String)]) -> String {
    let width = rows.map { displayWidth($0.0) }.max() ?? 0
    return rows.map { padded($0.0, to: width) + "  " + $0.1 }.joined(separator: "\n")
  }

  /// The usage line, broken between parameters after 76 columns.
  private static func wrappedUsage(of command: Command) -> String {
    var lines = [command.name]
    for parameter in command.parameters.map(\.usage) {
      if displayWidth(lines[lines.count - 1]) + 1 + displayWidth(parameter) > 76 {
        lines.append("  " + parameter)
      } else {
        lines[lines.count - 1] += " " + parameter
      }
    }
    return lines.joined(separator: "\n")
  }

  private static func prompted(_ source: String) -> String {
    source.split(separator: "\n", omittingEmptySubsequences: false).map { "> " + $0 }.joined(separator: "\n")
  }

  private static func indented(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : "  " + $0 }
      .joined(separator: "\n")
  }
}

extension ParameterDeclaration {
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

extension Command {
  /// The name and what can follow it: `take VALUE LENGTH [seed: NUMBER]`.
  package var usage: String {
    ([name] + parameters.map(\.usage)).joined(separator: " ")
  }
}

extension ParameterDeclaration {
  /// The parameter in a usage line: in `[…]` when it can be left out, with `…` when there can be more.
  var usage: String {
    let placeholder =
      switch place {
      case .positional: name.uppercased()
      case .labelled: "\(name): \(type.placeholder)"
      case .rest: name.uppercased() + " …"
      }
    if case .required = presence { return placeholder }
    return "[\(placeholder)]"
  }
}

extension ParameterType {
  /// The type as one word of a usage line.
  fileprivate var placeholder: String {
    switch self {
    case .any, .oneOf: "VALUE"
    case .boolean: "true"
    case .number, .integer: "NUMBER"
    case .text: "TEXT"
    case .list: "LIST"
    case .pair: "PAIR"
    case .object(let names): names.first.map { "$" + $0 } ?? "VALUE"
    case .record: "RECORD"
    case .choice(let choices): choices.joined(separator: "|")
    case .file: "FILE"
    case .name(let kind, _): kind.uppercased()
    case .block: "{ … }"
    }
  }
}
