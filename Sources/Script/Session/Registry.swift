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
