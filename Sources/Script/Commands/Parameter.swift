/// What a command declares about one thing that it takes: binding, help and completion read it.
package struct ParameterDeclaration: Sendable {
  /// How an argument is given.
  package enum Place: Sendable {
    /// By its position: `ask cheese`.
    case positional
    /// After a label: `length: 8`.
    case labelled
    /// All further arguments by position, collected in a list.
    case rest
  }

  /// What happens when no argument is given.
  package enum Presence: Sendable {
    /// That is an error.
    case required
    /// The command sees nothing.
    case optional
    /// The command sees this value.
    case otherwise(Value)
  }

  /// The name; for a labelled parameter the label without its colon.
  package let name: String
  /// How an argument is given.
  package let place: Place
  /// What is accepted.
  package let type: ParameterType
  /// What happens when no argument is given.
  package let presence: Presence
  /// One line for the manual, without a full stop.
  package let summary: String
}

/// One thing that a command takes, and the key to its argument: `arguments[length]` has the type that the parameter was
/// declared with.
package struct Parameter<Argument>: AnyParameter {
  package let declaration: ParameterDeclaration
  /// The argument that a value, or nothing, stands for; nil for a value that is none after all.
  let read: @Sendable (Value?) -> Argument?
}

/// A parameter of whatever type.
package protocol AnyParameter: Sendable {
  var declaration: ParameterDeclaration { get }
}

extension AnyParameter {
  /// The name; for a labelled parameter the label without its colon.
  package var name: String { declaration.name }
}

/// What happens without an argument that the command cannot do without.
package enum Requirement {
  /// That is an error.
  case required
  /// The command sees this value.
  case otherwise(Value)
}

/// The mark of an argument that can be left out.
package enum Optionality {
  case optional
}

extension Parameter {
  /// A parameter that is given by its position.
  package static func positional(
    _ name: String, _ type: ArgumentType<Argument>, _ requirement: Requirement = .required, summary: String
  ) -> Parameter {
    Parameter(name, .positional, type, requirement, summary)
  }

  /// A parameter that is given by its position and can be left out.
  package static func positional<Given>(
    _ name: String, _ type: ArgumentType<Given>, _ optional: Optionality, summary: String
  ) -> Parameter where Argument == Given? {
    Parameter(optional: name, .positional, type, summary)
  }

  /// A parameter that is given after the label `name:`.
  package static func labelled(
    _ name: String, _ type: ArgumentType<Argument>, _ requirement: Requirement, summary: String
  ) -> Parameter {
    Parameter(name, .labelled, type, requirement, summary)
  }

  /// A parameter that is given after the label `name:` and can be left out.
  package static func labelled<Given>(
    _ name: String, _ type: ArgumentType<Given>, summary: String
  ) -> Parameter where Argument == Given? {
    Parameter(optional: name, .labelled, type, summary)
  }

  /// All further arguments by position; at least one unless that is `optional`.
  package static func rest<Item>(
    _ name: String, _ type: ArgumentType<Item>, _ optional: Optionality? = nil, summary: String
  ) -> Parameter where Argument == [Item] {
    let declaration = ParameterDeclaration(
      name: name, place: .rest, type: type.type, presence: optional == nil ? .required : .optional, summary: summary)
    return Parameter(declaration: declaration) { value in
      guard let value else { return [] }
      return ArgumentType.list(of: type).read(value)
    }
  }

  /// A default that is not of the type is a mistake in the declaration, found as soon as the command is made.
  private init(
    _ name: String, _ place: ParameterDeclaration.Place, _ type: ArgumentType<Argument>, _ requirement: Requirement,
    _ summary: String
  ) {
    var presence = ParameterDeclaration.Presence.required
    var usual: Value?
    if case .otherwise(let value) = requirement {
      precondition(type.accepts(value), "`\(name)` does not accept its own default")
      (presence, usual) = (.otherwise(value), value)
    }
    declaration = ParameterDeclaration(name: name, place: place, type: type.type, presence: presence, summary: summary)
    read = { [usual] value in (value ?? usual).flatMap(type.read) }
  }

  private init<Given>(
    optional name: String, _ place: ParameterDeclaration.Place, _ type: ArgumentType<Given>, _ summary: String
  ) where Argument == Given? {
    declaration = ParameterDeclaration(name: name, place: place, type: type.type, presence: .optional, summary: summary)
    read = { value in
      guard let value else { return .some(nil) }
      return type.read(value).map { .some($0) }
    }
  }
}
