extension Value {
  /// The text, when this is one.
  package var text: String? {
    if case .text(let text) = self { text } else { nil }
  }

  /// The number, when this is one.
  package var number: Double? {
    if case .number(let number) = self { number } else { nil }
  }

  /// The number as a whole one, when it is one that fits.
  package var integer: Int? {
    number.flatMap { Int(exactly: $0) }
  }

  /// The boolean, when this is one.
  package var boolean: Bool? {
    if case .boolean(let boolean) = self { boolean } else { nil }
  }

  /// The items, when this is a list.
  package var list: [Value]? {
    if case .list(let items) = self { items } else { nil }
  }

  /// The key and the value, when this is a pair; no value for the blank.
  package var pair: (key: Value, value: Value?)? {
    if case .pair(let key, let value) = self { (key, value) } else { nil }
  }

  /// The record, when this is one.
  package var record: Record? {
    if case .record(let record) = self { record } else { nil }
  }

  /// The object, when this is one.
  package var object: (any ScriptObject)? {
    if case .object(let object) = self { object } else { nil }
  }
}
