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
