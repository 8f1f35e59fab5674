/// The arguments of one call, converted to the declared types.
///
/// Every access names a declared parameter and throws a diagnostic, never traps, should a command ask for a type that
/// it did not declare.
package struct Arguments: Sendable {
  /// A converted argument and where it was written; an argument that came through a `|` has the place of its stage.
  struct Bound: Sendable {
    let value: Value
    let span: Span
  }

  private let bound: [String: Bound]
  private let rest: [String: [Bound]]
  /// The place of the command's name.
  private let callSpan: Span

  init(bound: [String: Bound], rest: [String: [Bound]], callSpan: Span) {
    self.bound = bound
    self.rest = rest
    self.callSpan = callSpan
  }

  /// The value of a parameter, or nil when none was given and none is declared.
  package func value(_ name: String) -> Value? { bound[name]?.value }

  /// The values of a parameter that collects all further arguments.
  package func rest(_ name: String) -> [Value] { (rest[name] ?? []).map(\.value) }

  /// The place of an argument, or of the command's name when it was not given.
  package func span(of name: String) -> Span {
    bound[name]?.span ?? rest[name]?.first?.span ?? callSpan
  }

  /// The place of the `index`th of the further arguments, or of the command's name when there is none.
  package func span(of name: String, at index: Int) -> Span {
    guard let arguments = rest[name], arguments.indices.contains(index) else { return callSpan }
    return arguments[index].span
  }

  /// A mistake that points at one argument.
  package func mistake(_ message: String, at name: String, suggestion: String? = nil) -> Diagnostic {
    Diagnostic(message, at: span(of: name), suggestion: suggestion)
  }

  /// The text of a parameter, nil when it was not given.
  package func optionalText(_ name: String) throws -> String? {
    try optional(name, "a text") { $0.text }
  }

  /// The text of a parameter.
  package func text(_ name: String) throws -> String { try required(optionalText(name), name) }

  /// The number of a parameter, nil when it was not given.
  package func optionalNumber(_ name: String) throws -> Double? {
    try optional(name, "a number") { $0.number }
  }

  /// The number of a parameter.
  package func number(_ name: String) throws -> Double { try required(optionalNumber(name), name) }

  /// The whole number of a parameter, nil when it was not given.
  package func optionalInteger(_ name: String) throws -> Int? {
    try optional(name, "a whole number") { $0.integer }
  }

  /// The whole number of a parameter.
  package func integer(_ name: String) throws -> Int { try required(optionalInteger(name), name) }

  /// The boolean of a parameter, nil when it was not given.
  package func optionalBoolean(_ name: String) throws -> Bool? {
    try optional(name, "true or false") { $0.boolean }
  }

  /// The boolean of a parameter.
  package func boolean(_ name: String) throws -> Bool { try required(optionalBoolean(name), name) }

  /// The items of a parameter, nil when it was not given.
  package func optionalList(_ name: String) throws -> [Value]? {
    try optional(name, "a list") { $0.list }
  }

  /// The items of a parameter.
  package func list(_ name: String) throws -> [Value] { try required(optionalList(name), name) }

  /// The record of a parameter.
  package func record(_ name: String) throws -> Record {
    try required(optional(name, "a record") { $0.record }, name)
  }

  /// The object of a parameter, nil when it was not given.
  package func optionalObject<Object: ScriptObject>(_ name: String, as type: Object.Type) throws -> Object? {
    try optional(name, "another kind of object") { $0.object as? Object }
  }

  /// The object of a parameter.
  package func object<Object: ScriptObject>(_ name: String, as type: Object.Type) throws -> Object {
    try required(optionalObject(name, as: type), name)
  }

  private func optional<Result>(
    _ name: String, _ expected: String, _ convert: (Value) -> Result?
  ) throws -> Result? {
    guard let value = value(name) else { return nil }
    guard let result = convert(value) else {
      throw mistake("`\(name)` takes \(expected), not \(value.described)", at: name)
    }
    return result
  }

  private func required<Result>(_ result: Result?, _ name: String) throws -> Result {
    guard let result else { throw mistake("`\(name)` is missing", at: name) }
    return result
  }
}
