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

/// Named values in an order: a row of a table, a result with several parts.
package struct Record: Sendable, Equatable {
  /// The names, in order.
  package private(set) var names: [String] = []
  /// The values, in the order of the names.
  package private(set) var values: [Value] = []

  /// A record of `fields`, in their order; a name given twice keeps its first place and its last value.
  package init(_ fields: [(String, Value)]) {
    for (name, value) in fields { set(name, to: value) }
  }

  /// The value called `name`, or nil where there is none.
  package subscript(name: String) -> Value? {
    names.firstIndex(of: name).map { values[$0] }
  }

  private mutating func set(_ name: String, to value: Value) {
    if let index = names.firstIndex(of: name) {
      values[index] = value
    } else {
      names.append(name)
      values.append(value)
    }
  }
}

extension Record: ExpressibleByDictionaryLiteral {
  /// `["step": .number(1), "loss": .number(0.5)]`.
  package init(dictionaryLiteral elements: (String, Value)...) {
    self.init(elements)
  }
}

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

extension Value {
  /// How many elements there are, or nil when the value has none to go over.
  var countOfElements: Int? {
    switch self {
    case .list(let items): items.count
    case .object(let object): object.count
    default: nil
    }
  }

  /// The element at an index that is at least 0 and less than ``countOfElements``.
  func element(_ index: Int) throws -> Value {
    switch self {
    case .list(let items): items.indices.contains(index) ? items[index] : .nothing
    case .object(let object): try object.element(at: index) ?? .nothing
    default: .nothing
    }
  }

  /// `self[index]`: an element by number, from 0, or with a negative number from the end; a record's value by name; a
  /// character of a text. `span` is the place of the index.
  func element(at index: Value, _ span: Span) throws -> Value {
    if case .record(let record) = self, case .text(let name) = index {
      if let value = record[name] { return value }
      throw Diagnostic(
        "this record has no `\(name)`", at: span,
        suggestion: nearest(to: name, among: record.names).map { "did you mean `\($0)`?" })
    }
    let length: Int
    if case .text(let text) = self {
      length = text.count
    } else if let count = countOfElements {
      length = count
    } else {
      throw Diagnostic("\(described) has no elements to choose with `[…]`", at: span)
    }
    guard case .number(let number) = index, let position = Int(exactly: number) else {
      throw Diagnostic("an index is a whole number, not \(index.described)", at: span)
    }
    guard position < length, position >= -length else {
      throw Diagnostic(
        "there is no element \(position)", at: span,
        suggestion: length == 0 ? "it is empty" : "it has \(length), from 0 to \(length - 1)")
    }
    let place = position < 0 ? length + position : position
    if case .text(let text) = self { return .text(String(text[text.index(text.startIndex, offsetBy: place)])) }
    return try element(place)
  }
}

extension Value {
  /// Lists in lists deeper than this are refused, because comparing, printing and freeing them is recursive.
  static let depthLimit = 100
  /// Larger lists, with all that is in them, are refused. A few statements can otherwise fill the memory.
  static let sizeLimit = 1_000_000
  /// Longer texts, in UTF-8 bytes, are refused.
  static let textLimit = 64 << 20

  /// What makes this value, which has just been put together, larger than a session can keep; nil when nothing does.
  var excess: String? {
    if case .text(let text) = self {
      return text.utf8.count > Self.textLimit ? "this text is longer than \(Self.textLimit >> 20) MiB" : nil
    }
    var remaining = Self.sizeLimit
    guard isNested(atMost: Self.depthLimit, &remaining) else {
      return "lists are nested more than \(Self.depthLimit) deep"
    }
    return remaining < 0 ? "this list holds more than \(Self.sizeLimit) values" : nil
  }

  /// Whether lists, pairs and records stand in each other at most `limit` deep. Takes the number of values that are
  /// met off `remaining`, and stops looking once that is negative.
  private func isNested(atMost limit: Int, _ remaining: inout Int) -> Bool {
    guard limit >= 0 else { return false }
    switch self {
    case .list(let items): return areNested(items, limit, &remaining)
    case .pair(let key, let value): return areNested([key, value ?? .nothing], limit, &remaining)
    case .record(let record): return areNested(record.values, limit, &remaining)
    case .nothing, .boolean, .number, .text, .object: return true
    }
  }

  private func areNested(_ values: [Value], _ limit: Int, _ remaining: inout Int) -> Bool {
    remaining -= values.count
    for value in values where remaining >= 0 {
      guard value.isNested(atMost: limit - 1, &remaining) else { return false }
    }
    return true
  }
}
