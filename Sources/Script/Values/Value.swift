/// A value of the language. Values are immutable.
package indirect enum Value: Sendable {
  /// What a command gives that gives nothing; it is not displayed.
  case nothing
  case boolean(Bool)
  case number(Double)
  case text(String)
  case list([Value])
  /// `key => value`; without a value the pair is the blank to fill, `key => ?`.
  case pair(key: Value, value: Value?)
  case record(Record)
  /// A tensor, a model, a data set: anything declared outside the language.
  case object(any ScriptObject)

  /// The name of the value's type, as messages and `vars` use it.
  package var typeName: String {
    switch self {
    case .nothing: "nothing"
    case .boolean: "boolean"
    case .number: "number"
    case .text: "text"
    case .list: "list"
    case .pair: "pair"
    case .record: "record"
    case .object(let object): object.typeName
    }
  }

  /// The names of what can stand behind a `.`, in order.
  package var fieldNames: [String] {
    switch self {
    case .pair: ["key", "value"]
    case .record(let record): record.names
    case .object(let object): object.fieldNames
    default: []
    }
  }

  /// The field called `name`, or nil where there is none. Throws what the object throws.
  package func field(_ name: String) throws -> Value? {
    switch self {
    case .pair(let key, let value):
      switch name {
      case "key": key
      case "value": value ?? .nothing
      default: nil
      }
    case .record(let record): record[name]
    case .object(let object): try object.field(name)
    default: nil
    }
  }
}

extension Value: Equatable {
  /// Values of different types differ, but an object can stand for a number; numbers are compared exactly, texts by
  /// canonical equivalence.
  package static func == (left: Value, right: Value) -> Bool {
    switch (left, right) {
    case (.nothing, .nothing): true
    case (.boolean(let left), .boolean(let right)): left == right
    case (.number(let left), .number(let right)): left == right
    case (.text(let left), .text(let right)): left == right
    case (.list(let left), .list(let right)): left == right
    case (.pair(let leftKey, let leftValue), .pair(let rightKey, let rightValue)):
      leftKey == rightKey && leftValue == rightValue
    case (.record(let left), .record(let right)): left == right
    case (.object(let left), .object(let right)): left.isEqual(to: right)
    case (.object(let object), .number(let number)), (.number(let number), .object(let object)):
      object.number == number
    default: false
    }
  }
}
