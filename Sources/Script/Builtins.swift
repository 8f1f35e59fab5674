import Printing

/// The commands that know nothing but the language.
enum Builtins {
  static let all: [Command] = [help, print, count, take, vars, undo, time, seed]

  static let languageTopic = "Language"

  /// `help`: the list of commands, a command's page, the commands of a topic, a search.
  static var help: Command {
    let names = Parameter.rest(
      "subject", .name(of: "command", candidates: subjects), .optional, summary: "a command or a topic")
    let brief = Parameter.labelled("brief", .boolean, .otherwise(.boolean(false)), summary: "only how it is used")
    let search = Parameter.labelled("search", .text, summary: "words to look for in all pages")
    return Command(
      "help", topic: languageTopic, summary: "lists the commands, or explains one",
      details: """
        ?ask is the short form of help ask brief: true, ??ask that of help ask, and ???words searches.
        """,
      parameters: [names, brief, search],
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
      if let words = try arguments[search] { return .text(HelpText.found(words, in: session)) }
      let words = try arguments[names]
      guard !words.isEmpty else { return .text(HelpText.contents(of: session)) }

      let subject = words.joined(separator: " ")
      if let command = session.command(named: subject) {
        return .text(try arguments[brief] ? HelpText.brief(command) : HelpText.page(of: command))
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
        "there is no command and no topic `\(clipped(subject, to: 40))`", at: names,
        suggestion: near.map { "did you mean `\($0)`?" } ?? "???\(clipped(subject, to: 20)) searches all pages")
    }
  }

  /// All that there is help for.
  @Sendable private static func subjects(_ session: Session) -> [String] {
    session.commands.map(\.name) + Keyword.allCases.map(\.rawValue) + session.topics
  }

  /// `print`: shows values, also inside a command of one's own, where values are not displayed.
  static var print: Command {
    let shown = Parameter.rest("values", .any, summary: "what to show")
    return Command(
      "print", topic: languageTopic, summary: "shows values",
      details: """
        One value is shown as it would be on its own. Several are shown on one line with spaces between them.

        At the prompt a value is shown anyway; `print` is for blocks and for commands of your own.
        """,
      parameters: [shown],
      examples: [
        Example("print cheese", prints: "cheese"),
        Example("let n = 3\nprint $n \"cheeses, please\"", prints: "3 cheeses, please"),
      ]
    ) { arguments, context in
      let values = try arguments[shown]
      context.host.show(values.count == 1 ? values[0] : .text(values.map(\.interpolated).joined(separator: " ")))
      return .nothing
    }
  }

  /// `count`: how many items a list or a data set has.
  static var count: Command {
    let items = Parameter.positional("value", .any, summary: "a list, a data set, a tensor, or a text")
    return Command(
      "count", topic: languageTopic, summary: "counts items, or the characters of a text",
      parameters: [items],
      examples: [
        Example("count [bread, butter, cheese]", prints: "3"),
        Example("count \"crème\"", prints: "5"),
      ]
    ) { arguments, _ in
      let value = try arguments[items]
      if case .text(let text) = value { return .number(Double(text.count)) }
      guard let count = value.countOfElements else {
        throw arguments.mistake("\(value.described) has no items to count", at: items)
      }
      return .number(Double(count))
    }
  }

  /// `take`: the first items of a list or of an object that has elements.
  static var take: Command {
    let source = Parameter.positional("items", .any, summary: "a list, a data set or a tensor")
    let length = Parameter.positional("length", .integer(0...Int.max), summary: "how many; all when there are fewer")
    return Command(
      "take", topic: languageTopic, summary: "takes the first items of a list or a data set",
      parameters: [source, length],
      examples: [
        Example("take [bread, butter, cheese] 2", prints: "[bread, butter]"),
        Example("[bread => pain, butter => beurre] | take 1", prints: "bread => pain"),
      ]
    ) { arguments, context in
      let items = try arguments[source]
      guard let available = items.countOfElements else {
        throw arguments.mistake("\(items.described) has no items to take", at: source)
      }
      let count = min(try arguments[length], available)
      if case .object(let object) = items, let prefix = try object.prefix(count) { return prefix }
      return .list(try (0..<count).map { try items.element($0) })
    }
  }

  /// `vars`: what is bound.
  static var vars: Command {
    return Command(
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

  /// `undo`: takes the last binding back.
  static var undo: Command {
    return Command(
      "undo", topic: languageTopic, summary: "undoes the last `let` or `def`",
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

  /// `time`: says how long a command takes.
  static var time: Command {
    let command = Parameter.positional("command", .block, summary: "what to time")
    return Command(
      "time", topic: languageTopic, summary: "shows how long a command takes, and returns its value",
      details: """
        `time` stands before a command or of a whole pipeline: time count $words.
        A block in `{ … }` is timed as a whole.
        """,
      parameters: [command],
      examples: [Example("time count [bread, butter]", prints: "2")]
    ) { arguments, context in
      let block = try arguments[command].block
      let start = context.host.seconds()
      defer { context.host.note("took \(duration(context.host.seconds() - start))") }
      return try context.run(block)
    }
  }

  /// A time in a unit that suits it: `12 ms`, `3.2 s`, `2 min 5 s`.
  static func duration(_ seconds: Double) -> String {
    if seconds < 1 { return "\(format((seconds * 10_000).rounded() / 10)) ms" }
    if seconds < 60 { return "\(format((seconds * 100).rounded() / 100)) s" }
    let whole = seconds.rounded(.down)
    return "\(format((whole / 60).rounded(.down))) min \(format(whole.truncatingRemainder(dividingBy: 60))) s"
  }

  /// `seed`: where chance starts.
  static var seed: Command {
    let number = Parameter.positional("number", .seed, .optional, summary: "the new seed")
    return Command(
      "seed", topic: languageTopic, summary: "sets or shows the random seed",
      details: """
        The same seed and the same commands give the same results. A command's own `seed:` goes before this one.
        """,
      parameters: [number],
      examples: [Example("seed 7\nseed", prints: "7")]
    ) { arguments, context in
      guard let seed = try arguments[number] else { return .number(Double(context.session.seed)) }
      context.session.seed = seed
      return .nothing
    }
  }
}
