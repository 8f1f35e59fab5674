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
