/// A JSON document as it stands in a file (RFC 8259).
package enum JSONValue: Sendable {
  case null
  case boolean(Bool)
  /// A number written without fraction and exponent that fits in an `Int`.
  case integer(Int)
  /// Any other number; always finite.
  case number(Double)
  case text(String)
  case array([JSONValue])
  case object(JSONObject)

  // Each of these is the value if it is of that kind, and else `nil`.

  package var integer: Int? { if case .integer(let value) = self { value } else { nil } }
  package var number: Double? {
    switch self {
    case .number(let value): value
    case .integer(let value): Double(value)
    default: nil
    }
  }
  package var boolean: Bool? { if case .boolean(let value) = self { value } else { nil } }
  package var text: String? { if case .text(let value) = self { value } else { nil } }
  package var array: [JSONValue]? { if case .array(let value) = self { value } else { nil } }
  package var object: JSONObject? { if case .object(let value) = self { value } else { nil } }
  package var isNull: Bool { if case .null = self { true } else { false } }

  /// The kind of value in words, with its article, as messages name it.
  package var kind: String {
    switch self {
    case .null: "null"
    case .boolean: "true or false"
    case .integer, .number: "a number"
    case .text: "a text"
    case .array: "an array"
    case .object: "an object"
    }
  }
}

/// The members of a JSON object, in the order of the file. No key stands twice.
///
/// Keys are compared scalar by scalar: Swift's `String` equality takes `é` for `e` with an accent, but these are two
/// keys (of a vocabulary, two tokens).
package struct JSONObject: Sendable {
  package private(set) var members: [(key: String, value: JSONValue)] = []
  private var indices: [ExactText: Int] = [:]

  package init() {}

  /// An object with these members; of two with the same key the later one counts.
  package init(_ members: [(key: String, value: JSONValue)]) {
    for (key, value) in members { self[key] = value }
  }

  /// The member called `key`. Set, it keeps its place or becomes the last; set to `nil`, it is removed.
  package subscript(key: String) -> JSONValue? {
    get { indices[ExactText(key)].map { members[$0].value } }
    set {
      switch (indices[ExactText(key)], newValue) {
      case (let index?, let value?): members[index].value = value
      case (nil, let value?): _ = append(key, value)
      case (_?, nil): self = JSONObject(members.filter { ExactText($0.key) != ExactText(key) })
      case (nil, nil): break
      }
    }
  }

  /// Adds a member; `false` when the key is there already.
  mutating func append(_ key: String, _ value: JSONValue) -> Bool {
    guard indices.updateValue(members.count, forKey: ExactText(key)) == nil else { return false }
    members.append((key, value))
    return true
  }
}

/// A text that equals only the same scalars.
private struct ExactText: Hashable, Sendable {
  let text: String

  init(_ text: String) { self.text = text }

  static func == (left: ExactText, right: ExactText) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

  func hash(into hasher: inout Hasher) {
    for byte in text.utf8 { hasher.combine(byte) }
  }
}

extension JSONValue: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  package init(nilLiteral: ()) { self = .null }
  package init(booleanLiteral value: Bool) { self = .boolean(value) }
  package init(integerLiteral value: Int) { self = .integer(value) }
  package init(stringLiteral value: String) { self = .text(value) }
  package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(JSONObject(elements.map { ($0.0, $0.1) }))
  }
}
