/// One thing that a command takes.
package struct Parameter: Sendable {
  /// How an argument is given.
  package enum Place: Sendable {
    /// By its position: `ask cheese`.
    case positional
    /// Behind a label: `length: 8`.
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

  /// A parameter given by its position.
  package static func positional(
    _ name: String, _ type: ParameterType, _ presence: Presence = .required, summary: String
  ) -> Parameter {
    Parameter(name: name, place: .positional, type: type, presence: presence, summary: summary)
  }

  /// A parameter given behind the label `name:`.
  package static func labelled(
    _ name: String, _ type: ParameterType, _ presence: Presence = .optional, summary: String
  ) -> Parameter {
    Parameter(name: name, place: .labelled, type: type, presence: presence, summary: summary)
  }

  /// All further arguments by position, each of type `type`; `required` asks for at least one.
  package static func rest(
    _ name: String, _ type: ParameterType, _ presence: Presence = .optional, summary: String
  ) -> Parameter {
    Parameter(name: name, place: .rest, type: type, presence: presence, summary: summary)
  }
}
