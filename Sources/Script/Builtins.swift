import Printing

/// The commands that know nothing but the language. Each of them stands in a file of its own.
enum Builtins {
  static let all: [Command] = [help, print, count, take, vars, undo, time, seed]

  static let languageTopic = "Language"
}

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

extension Builtins {
  /// `count`: how many items a list or a data set has.
  static let count = Command(
    "count", topic: languageTopic, summary: "counts items, or the characters of a text",
    parameters: [.positional("value", .any, summary: "a list, a data set, a tensor, or a text")],
    examples: [
      Example("count [bread, butter, cheese]", prints: "3"),
      Example("count \"crème\"", prints: "5"),
    ]
  ) { arguments, _ in
    guard let value = arguments.value("value") else { return .nothing }
    if case .text(let text) = value { return .number(Double(text.count)) }
    guard let count = value.countOfElements else {
      throw arguments.mistake("\(value.described) has no items to count", at: "value")
    }
    return .number(Double(count))
  }
}

extension Builtins {
  /// `take`: the first items of a list or of an object that has elements.
  static let take = Command(
    "take", topic: languageTopic, summary: "takes the first items of a list or a data set",
    parameters: [
      .positional("items", .any, summary: "a list, a data set or a tensor"),
      .positional("length", .integer(0...Int.max), summary: "how many; all when there are fewer"),
    ],
    examples: [
      Example("take [bread, butter, cheese] 2", prints: "[bread, butter]"),
      Example("[bread => pain, butter => beurre] | take 1", prints: "bread => pain"),
    ]
  ) { arguments, context in
    guard let items = arguments.value("items"), let count = items.countOfElements else {
      let described = arguments.value("items")?.described ?? "nothing"
      throw arguments.mistake("\(described) has no items to take", at: "items")
    }
    let length = min(try arguments.integer("length"), count)
    if case .object(let object) = items, let prefix = try object.prefix(length) { return prefix }
    return .list(try (0..<length).map { try items.element($0) })
  }
}

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

extension Builtins {
  /// `time`: says how long a command takes.
  static let time = Command(
    "time", topic: languageTopic, summary: "says how long a command takes, and gives its value",
    details: """
      `time` stands in front of a command or of a whole pipeline: time count $words.
      A block in `{ … }` is timed as a whole.
      """,
    parameters: [.positional("command", .block, summary: "what to time")],
    examples: [Example("time count [bread, butter]", prints: "2")]
  ) { arguments, context in
    let block = try arguments.object("command", as: BlockObject.self).block
    let start = context.host.seconds()
    defer { context.host.note("took \(duration(context.host.seconds() - start))") }
    return try context.run(block)
  }

  /// A time in a unit that suits it: `12 ms`, `3.2 s`, `2 min 5 s`.
  static func duration(_ seconds: Double) -> String {
    if seconds < 1 { return "\(format((seconds * 10_000).rounded() / 10)) ms" }
    if seconds < 60 { return "\(format((seconds * 100).rounded() / 100)) s" }
    let whole = seconds.rounded(.down)
    return "\(format((whole / 60).rounded(.down))) min \(format(whole.truncatingRemainder(dividingBy: 60))) s"
  }
}

extension Builtins {
  /// `seed`: where chance starts.
  static let seed = Command(
    "seed", topic: languageTopic, summary: "sets where chance starts, or tells",
    details: """
      The same seed and the same commands give the same results. A command's own `seed:` goes before this one.
      """,
    parameters: [
      // The largest whole number up to which every other is a number of the language too.
      .positional("number", .integer(0...9_007_199_254_740_992), .optional, summary: "the new seed")
    ],
    examples: [Example("seed 7\nseed", prints: "7")]
  ) { arguments, context in
    guard let seed = try arguments.optionalInteger("number") else { return .number(Double(context.session.seed)) }
    context.session.seed = UInt64(seed)
    return .nothing
  }
}
