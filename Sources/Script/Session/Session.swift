/// One conversation with the language: what names mean, and how effects reach the world.
package final class Session {
  /// Variables, commands of the user's own, the last result and what `undo` needs.
  package var bindings = Bindings()
  /// The model that commands use when none is named; the language only keeps it.
  package var model: (any ScriptObject)?
  /// Where chance starts when a command is given no `seed:`.
  package var seed: UInt64
  /// How effects reach the world.
  package let host: any Host
  /// The commands.
  package let registry: Registry

  /// A session that knows the commands of `registry` and has bound nothing yet.
  package init(registry: Registry, host: any Host, seed: UInt64 = 0) {
    self.registry = registry
    self.host = host
    self.seed = seed
  }

  /// Runs a text, all of which is parsed first, and displays the values of its statements. What was bound before a
  /// mistake stays bound.
  package func run(_ source: SourceText) throws(Diagnostic) {
    try run(Parser.parse(source))
  }

  /// Runs a parsed text and displays the values of its statements.
  package func run(_ program: Program) throws(Diagnostic) {
    _ = try Evaluator(self).run(program, last: .display)
  }

  /// Runs a text and gives the value of its last statement, which is not displayed.
  package func value(of source: SourceText) throws(Diagnostic) -> Value {
    try Evaluator(self).run(Parser.parse(source), last: .result(nil))
  }

  /// All that statements can change in a session.
  package struct Snapshot: Sendable {
    fileprivate let bindings: Bindings
    fileprivate let model: (any ScriptObject)?
    fileprivate let seed: UInt64
  }

  /// What the session knows now, to come back to.
  package func snapshot() -> Snapshot {
    Snapshot(bindings: bindings, model: model, seed: seed)
  }

  /// Makes the session know what it knew when `snapshot` was taken.
  package func restore(_ snapshot: Snapshot) {
    bindings = snapshot.bindings
    model = snapshot.model
    seed = snapshot.seed
  }

  /// Makes the session know what it knew when `snapshot` was taken, but keeps what it knows now of some names, written
  /// as `Program.names` are: of `names` where they mean nothing in the snapshot, and of `replacing` in any case.
  ///
  /// - Returns: those of `names` that mean something in the snapshot, which are as they were then.
  @discardableResult
  package func restore(
    _ snapshot: Snapshot, keeping names: Set<String>, replacing others: Set<String> = []
  ) -> Set<String> {
    let present = bindings
    restore(snapshot)
    let older = names.filter { bindings.hasMeaning($0) }
    for name in names.subtracting(older).union(others) { bindings.adopt(name, from: present) }
    return older.subtracting(others)
  }

  /// The command called `name`: one of the user's own, or one of the registry.
  package func command(named name: String) -> Command? {
    bindings.commands[name] ?? registry[name]
  }

  /// All commands, the user's own in alphabetical order behind those of the registry.
  package var commands: [Command] {
    registry.commands + bindings.commands.values.sorted { $0.name < $1.name }
  }

  /// The topics of all commands, in the order in which commands first mention them.
  package var topics: [String] {
    registry.topics + (bindings.commands.isEmpty ? [] : [Command.ownTopic])
  }
}

/// The commands of the language and of the modules that add to it, by name.
package struct Registry: Sendable {
  /// All commands, in the order in which they were given.
  package let commands: [Command]
  private let byName: [String: Command]
  /// The first words of two-word names, with the second words that go with them.
  private let secondWords: [String: [String]]

  /// The language's own commands, followed by `commands`, whose names must be new and different.
  package init(_ commands: [Command] = []) {
    let all = Builtins.all + commands
    self.commands = all
    byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })
    var secondWords: [String: [String]] = [:]
    for command in all {
      let words = command.name.split(separator: " ")
      if words.count == 2 { secondWords[String(words[0]), default: []].append(String(words[1])) }
    }
    self.secondWords = secondWords
  }

  /// The command with exactly this name.
  package subscript(name: String) -> Command? { byName[name] }

  /// The topics, in the order in which commands first mention them.
  package var topics: [String] {
    var seen: Set<String> = []
    return commands.map(\.topic).filter { seen.insert($0).inserted }
  }

  /// The second words of the commands whose two-word names start with `word`.
  package func secondWords(after word: String) -> [String] { secondWords[word] ?? [] }
}
