/// The names a session knows: variables, commands of the user's own, and the last displayed value.
///
/// A value type: keeping a copy is all it takes to come back to it later.
package struct Bindings: Sendable {
  /// What a name meant before a statement changed it; an inner nil means that it meant nothing.
  private struct Changes {
    var variables: [String: Value?] = [:]
    var commands: [String: Command?] = [:]

    var isEmpty: Bool { variables.isEmpty && commands.isEmpty }
  }

  /// The value of each variable.
  package private(set) var variables: [String: Value] = [:]
  /// The commands made with `def`, by name.
  package private(set) var commands: [String: Command] = [:]
  /// The last displayed value, `$_`.
  package var last: Value?

  private var pending = Changes()
  private var history: [Changes] = []
  private static let rememberedStatements = 100

  /// No names.
  package init() {}

  /// The value of a variable.
  package subscript(name: String) -> Value? {
    name == "_" ? last : variables[name]
  }

  /// Binds a variable, again or for the first time.
  package mutating func bind(_ name: String, to value: Value) {
    if pending.variables[name] == nil { pending.variables[name] = .some(variables[name]) }
    variables[name] = value
  }

  /// Makes a command of the user's own known, in place of an earlier one of that name.
  package mutating func define(_ command: Command) {
    let name = command.name
    if pending.commands[name] == nil { pending.commands[name] = .some(commands[name]) }
    commands[name] = command
  }

  /// Whether a name, written `$name` for a variable, means anything.
  func hasMeaning(_ name: String) -> Bool {
    name.hasPrefix("$") ? variables[String(name.dropFirst())] != nil : commands[name] != nil
  }

  /// Gives a name, written likewise, the meaning that it has in `other`. ``undo()`` does not take that back.
  mutating func adopt(_ name: String, from other: Bindings) {
    if name.hasPrefix("$") {
      let variable = String(name.dropFirst())
      variables[variable] = other.variables[variable]
    } else {
      commands[name] = other.commands[name]
    }
  }

  /// Ends a statement: what it has bound becomes one step that ``undo()`` can take back.
  mutating func endStatement() {
    guard !pending.isEmpty else { return }
    history.append(pending)
    pending = Changes()
    if history.count > Self.rememberedStatements { history.removeFirst() }
  }

  /// Takes the bindings of the last statement that made any back, and returns their names in alphabetical order;
  /// there are none when nothing is left to take back.
  package mutating func undo() -> [String] {
    guard let changes = history.popLast() else { return [] }
    for (name, value) in changes.variables { variables[name] = value }
    for (name, command) in changes.commands { commands[name] = command }
    return (changes.variables.keys.map { "$" + $0 } + changes.commands.keys).sorted()
  }
}
