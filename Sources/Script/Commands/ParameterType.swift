/// What a parameter accepts. Binding converts an argument to it or says what is wrong.
package indirect enum ParameterType: Sendable {
  /// Any value.
  case any
  /// `true` or `false`.
  case boolean
  /// A number within a range.
  case number(ClosedRange<Double> = -.infinity ... .infinity)
  /// A whole number within a range.
  case integer(ClosedRange<Int> = .min ... .max)
  /// A text. A number or a boolean written as a bare word is taken as the text that was typed.
  case text
  /// A list, each item of which is of one type.
  case list(of: ParameterType)
  /// A pair with a key and, unless it is the blank `?`, a value of the given types.
  case pair(key: ParameterType, value: ParameterType)
  /// An object whose type's name is one of these.
  case object([String])
  /// A record.
  case record
  /// One of a few words.
  case choice([String])
  /// The first of these types that accepts the argument.
  case oneOf([ParameterType])
  /// A text that names a file.
  case file
  /// A text that names one of a kind of thing, such as a `model`. The candidates serve completion only: whether the
  /// name exists is for the command to say.
  case name(of: String, candidates: @Sendable (Session) -> [String])
  /// A block of statements.
  case block

  /// A pair of texts: `bread => pain`.
  package static let textPair = ParameterType.pair(key: .text, value: .text)
}
