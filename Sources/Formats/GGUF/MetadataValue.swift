package import Tokenizers

/// One value of a GGUF file's metadata. All integer widths read alike, and so do both float widths.
package enum MetadataValue: Equatable, Sendable {
  /// Any integer type. An unsigned one of 2⁶³ or more is kept as `number`: nothing that is counted is that large.
  case integer(Int)
  case number(Double)
  case boolean(Bool)
  case text(String)
  case integers([Int])
  case numbers([Double])
  case booleans([Bool])
  case texts(ByteStrings)

  // Each of these is the value if it is of that kind, and else `nil`.

  package var integer: Int? { if case .integer(let value) = self { value } else { nil } }
  /// A float, or an integer that a `Double` holds exactly.
  package var number: Double? {
    switch self {
    case .number(let value): value
    case .integer(let value): Double(exactly: value)
    default: nil
    }
  }
  package var boolean: Bool? { if case .boolean(let value) = self { value } else { nil } }
  package var text: String? { if case .text(let value) = self { value } else { nil } }
  package var integers: [Int]? { if case .integers(let value) = self { value } else { nil } }
  package var numbers: [Double]? { if case .numbers(let value) = self { value } else { nil } }
  package var texts: ByteStrings? { if case .texts(let value) = self { value } else { nil } }

  /// The kind of value in words, with its article, as messages name it.
  package var kind: String {
    switch self {
    case .integer: "an integer"
    case .number: "a number"
    case .boolean: "true or false"
    case .text: "a text"
    case .integers: "an array of integers"
    case .numbers: "an array of numbers"
    case .booleans: "an array of true and false"
    case .texts: "an array of texts"
    }
  }
}
