/// What a parameter accepts, and what its command sees of it.
package struct ArgumentType<Argument>: Sendable {
  /// What is accepted: the language converts to it, describes it and completes it.
  package let type: ParameterType
  /// The argument that a value stands for; nil for a value that `type` does not give.
  package let read: @Sendable (Value) -> Argument?

  /// A type of the language, read as `Argument`.
  package init(_ type: ParameterType, read: @escaping @Sendable (Value) -> Argument?) {
    self.type = type
    self.read = read
  }

  /// The same values, seen as something else.
  package func map<Other>(_ transform: @escaping @Sendable (Argument) -> Other) -> ArgumentType<Other> {
    ArgumentType<Other>(type) { [read] value in read(value).map(transform) }
  }

  /// Whether a value is one of the type as it stands.
  func accepts(_ value: Value) -> Bool {
    guard case .converted(let converted) = type.convert(value, nil) else { return false }
    return read(converted) != nil
  }
}

extension ArgumentType where Argument == Value {
  /// Any value.
  package static var any: ArgumentType { ArgumentType(.any) { $0 } }
}

extension ArgumentType where Argument == Bool {
  /// `true` or `false`.
  package static var boolean: ArgumentType { ArgumentType(.boolean, read: \.boolean) }
}

extension ArgumentType where Argument == Double {
  /// A number within a range.
  package static func number(_ range: ClosedRange<Double> = -.infinity ... .infinity) -> ArgumentType {
    ArgumentType(.number(range), read: \.number)
  }
}

extension ArgumentType where Argument == Int {
  /// A whole number within a range.
  package static func integer(_ range: ClosedRange<Int> = .min ... .max) -> ArgumentType {
    ArgumentType(.integer(range), read: \.integer)
  }
}

extension ArgumentType where Argument == UInt64 {
  /// A random seed: a whole number up to 2⁵³, so that it and every smaller one is a number of the language.
  package static var seed: ArgumentType { ArgumentType(.integer(0...1 << 53)) { $0.integer.map { UInt64($0) } } }
}

extension ArgumentType where Argument == String {
  /// A text. A number or a boolean written as a bare word is taken as the text that was typed.
  package static var text: ArgumentType { ArgumentType(.text, read: \.text) }

  /// A text that names a file.
  package static var file: ArgumentType { ArgumentType(.file, read: \.text) }

  /// A text that names one of a kind of thing, such as a `model`. The candidates serve completion only: whether the
  /// name exists is for the command to say.
  package static func name(
    of kind: String, candidates: @escaping @Sendable (Session) -> [String]
  ) -> ArgumentType {
    ArgumentType(.name(of: kind, candidates: candidates), read: \.text)
  }

  /// One of a few words.
  package static func choice(_ words: [String]) -> ArgumentType { ArgumentType(.choice(words), read: \.text) }
}

extension ArgumentType where Argument: RawRepresentable<String> & CaseIterable & SendableMetatype {
  /// One of the cases, by its word.
  package static func choice(of type: Argument.Type) -> ArgumentType {
    ArgumentType(.choice(type.allCases.map(\.rawValue))) { $0.text.flatMap(Argument.init(rawValue:)) }
  }
}

extension ArgumentType where Argument == BlockObject {
  /// A block of statements.
  package static var block: ArgumentType { ArgumentType(.block) { $0.object as? BlockObject } }
}

extension ArgumentType {
  /// A list, each item of which is of one type.
  package static func list<Item>(of item: ArgumentType<Item>) -> ArgumentType where Argument == [Item] {
    ArgumentType(.list(of: item.type)) { value in
      guard let items = value.list else { return nil }
      let read = items.compactMap(item.read)
      return read.count == items.count ? read : nil
    }
  }

  /// A pair with a key and, unless it is the blank `?`, a value of the given types.
  package static func pair<Key, Content>(
    key: ArgumentType<Key>, value: ArgumentType<Content>
  ) -> ArgumentType where Argument == (key: Key, value: Content?) {
    ArgumentType(.pair(key: key.type, value: value.type)) { pair in
      guard let pair = pair.pair, let readKey = key.read(pair.key) else { return nil }
      guard let content = pair.value else { return (readKey, nil) }
      return value.read(content).map { (readKey, $0) }
    }
  }

  /// An object whose type's name is `name`.
  package static func object(_ name: String, _ type: Argument.Type) -> ArgumentType where Argument: ScriptObject {
    ArgumentType(.object([name])) { $0.object as? Argument }
  }

  /// The first of several types that accepts the argument.
  package static func oneOf(_ types: ArgumentType...) -> ArgumentType {
    // Flat, so that a message can list them and point at the item that is wrong.
    let alternatives = types.flatMap { if case .oneOf(let types) = $0.type { types } else { [$0.type] } }
    return ArgumentType(.oneOf(alternatives)) { value in
      for type in types { if let argument = type.read(value) { return argument } }
      return nil
    }
  }
}

/// An argument that is one of a type, or a list of them.
package enum OneOrSeveral<Item> {
  case one(Item)
  case several([Item])

  /// Whether a list was given, even of one.
  package var isList: Bool { if case .several = self { true } else { false } }

  package var items: [Item] {
    switch self {
    case .one(let item): [item]
    case .several(let items): items
    }
  }
}

extension ArgumentType {
  /// An argument of a type, or a list of them.
  package static func oneOrSeveral<Item>(
    _ type: ArgumentType<Item>
  ) -> ArgumentType where Argument == OneOrSeveral<Item> {
    .oneOf(type.map { .one($0) }, ArgumentType<[Item]>.list(of: type).map { .several($0) })
  }
}
