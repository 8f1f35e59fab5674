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
