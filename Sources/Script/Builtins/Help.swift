extension Builtins {
  /// `help`: the list of commands, a command's page, the commands of a topic, a search.
  static let help = Command(
    "help", topic: languageTopic, summary: "lists the commands, or explains one",
    details: """
      ?ask is the short form of help ask brief: true, ??ask that of help ask, and ???words searches.
      """,
    parameters: [
      .rest(
        "subject", .name(of: "command", candidates: subjects),
        summary: "a command or a topic"),
      .labelled("brief", .boolean, .otherwise(.boolean(false)), summary: "only how it is used"),
      .labelled("search", .text, summary: "words to look for in all pages"),
    ],
    examples: [
      Example(
        "?count",
        prints: """
          count VALUE
          counts items, or the characters of a text
          """)
    ]
  ) { arguments, context in
    let session = context.session
    if let words = try arguments.optionalText("search") { return .text(HelpText.found(words, in: session)) }
    let words = arguments.rest("subject").map(\.interpolated)
    guard !words.isEmpty else { return .text(HelpText.contents(of: session)) }

    let subject = words.joined(separator: " ")
    if let command = session.command(named: subject) {
      return .text(try arguments.boolean("brief") ? HelpText.brief(command) : HelpText.page(of: command))
    }
    if let keyword = Keyword(rawValue: subject) { return .text(HelpText.brief(keyword)) }
    if let topic = session.topics.first(where: { $0.lowercased() == subject.lowercased() }) {
      return .text(HelpText.list(of: topic, in: session))
    }
    if words.count == 1, !session.registry.secondWords(after: subject).isEmpty {
      return .text(HelpText.list(startingWith: subject + " ", in: session))
    }
    let near = nearest(to: subject, among: subjects(session))
    throw arguments.mistake(
      "there is no command and no topic `\(clipped(subject, to: 40))`", at: "subject",
      suggestion: near.map { "did you mean `\($0)`?" } ?? "???\(clipped(subject, to: 20)) searches all pages")
  }

  /// All that there is help for.
  @Sendable private static func subjects(_ session: Session) -> [String] {
    session.commands.map(\.name) + Keyword.allCases.map(\.rawValue) + session.topics
  }
}
