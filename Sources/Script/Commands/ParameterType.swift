import Printing

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

extension ParameterType {
  /// The type in a sentence: `a whole number from 1 to 512`.
  package var described: String {
    switch self {
    case .any: "a value"
    case .boolean: "true or false"
    case .number(let range):
      "a number" + described(range.lowerBound, -.infinity, range.upperBound, .infinity, format)
    case .integer(let range):
      "a whole number" + described(range.lowerBound, .min, range.upperBound, .max, String.init)
    case .text: "a text"
    case .list(let type): "a list of \(type.describedAsMany)"
    case .pair: "a pair"
    case .object(let names): enumerated(names.map(withArticle), "or")
    case .record: "a record"
    case .choice(let choices): enumerated(choices.map { "`\($0)`" }, "or")
    case .oneOf(let types): enumerated(types.map(\.described), "or")
    case .file: "a file"
    case .name(let kind, _): "the name of \(withArticle(kind))"
    case .block: "a block"
    }
  }

  private var describedAsMany: String {
    switch self {
    case .any: "values"
    case .boolean: "booleans"
    case .number: "numbers"
    case .integer: "whole numbers"
    case .text: "texts"
    case .list: "lists"
    case .pair: "pairs"
    case .object(let names): enumerated(names.map { $0 + "s" }, "or")
    case .record: "records"
    case .oneOf(let types): enumerated(types.map(\.describedAsMany), "or")
    case .file: "files"
    case .name(let kind, _): "names of \(kind)s"
    case .choice(let choices) where choices.count == 1: described
    case .choice, .block: "items, each \(described)"
    }
  }

  /// Whether bare words are taken as a text.
  var takesText: Bool {
    switch self {
    case .text, .name, .file: true
    case .oneOf(let types): types.contains { $0.takesText }
    default: false
    }
  }

  private func described<Bound: Equatable>(
    _ lower: Bound, _ lowest: Bound, _ upper: Bound, _ highest: Bound, _ text: (Bound) -> String
  ) -> String {
    switch (lower == lowest, upper == highest) {
    case (true, true): ""
    case (false, true): " of at least \(text(lower))"
    case (true, false): " of at most \(text(upper))"
    case (false, false): " from \(text(lower)) to \(text(upper))"
    }
  }
}

extension ParameterType {
  /// What became of an argument.
  enum Conversion {
    case converted(Value)
    /// `Value`, written as the expression, is not of the type; in a list that may be one item.
    case refused(Value, Expression?, ParameterType)
  }

  /// `value`, written as `syntax` unless it came through a `|`, as this type.
  func convert(_ value: Value, _ syntax: Expression?) -> Conversion {
    let refused = Conversion.refused(value, syntax, self)
    switch (self, value) {
    case (.any, _), (.boolean, .boolean), (.record, .record): return .converted(value)
    case (.number(let range), .number(let number)): return range.contains(number) ? .converted(value) : refused
    case (.number(let range), .object(let object)):
      return object.number.map(range.contains) == true ? .converted(value) : refused
    case (.integer(let range), .number(let number)):
      return Int(exactly: number).map(range.contains) == true ? .converted(value) : refused
    case (.text, .text), (.file, .text), (.name, .text): return .converted(value)
    case (.text, _), (.file, _), (.name, _):
      return (syntax?.spelling).map { .converted(.text($0)) } ?? refused
    case (.list(let type), .list(let items)): return type.convert(items, syntax)
    case (.pair(let keyType, let valueType), .pair(let key, let content)):
      return convertPair(key, content, syntax, keyType, valueType)
    case (.object(let names), .object(let object)):
      return names.contains(object.typeName) ? .converted(value) : refused
    case (.choice(let choices), _):
      guard case .converted(.text(let text)) = ParameterType.text.convert(value, syntax) else { return refused }
      return choices.contains(text) ? .converted(.text(text)) : refused
    case (.oneOf(let types), _):
      var refusal = refused
      for type in types {
        let conversion = type.convert(value, syntax)
        if case .converted = conversion { return conversion }
        // A list where one is accepted: the item to blame says more than that it is a list.
        if case (.list, .list) = (type, value) { refusal = conversion }
      }
      return refusal
    case (.block, .object(let object)): return object is BlockObject ? .converted(value) : refused
    default: return refused
    }
  }

  /// The items of a list, each as this type.
  private func convert(_ items: [Value], _ syntax: Expression?) -> Conversion {
    var written: [Expression] = []
    if case .list(let expressions) = syntax?.kind, expressions.count == items.count { written = expressions }
    var converted: [Value] = []
    converted.reserveCapacity(items.count)
    for (index, item) in items.enumerated() {
      switch convert(item, written.isEmpty ? nil : written[index]) {
      case .converted(let value): converted.append(value)
      case let refused: return refused
      }
    }
    return .converted(.list(converted))
  }

  private func convertPair(
    _ key: Value, _ content: Value?, _ syntax: Expression?, _ keyType: ParameterType, _ valueType: ParameterType
  ) -> Conversion {
    var written: (key: Expression?, value: Expression?)
    if case .pair(let key, let value) = syntax?.kind { written = (key, value) }
    guard case .converted(let convertedKey) = keyType.convert(key, written.key) else {
      return .refused(key, written.key, keyType)
    }
    guard let content else { return .converted(.pair(key: convertedKey, value: nil)) }
    guard case .converted(let convertedValue) = valueType.convert(content, written.value) else {
      return .refused(content, written.value, valueType)
    }
    return .converted(.pair(key: convertedKey, value: convertedValue))
  }
}
