import Formats

/// What a file says about its model, key by key, and which of the keys were asked for. One that nobody asked for may
/// change what is computed, so it is refused by name.
///
/// Values are those of JSON, whether they come from `config.json` or from GGUF's metadata.
final class ModelDescription {
  private let values: [String: JSONValue]
  /// What stands before a key in messages, such as `llama.`.
  private let prefix: String
  private var asked: Set<String> = []
  private var inner: [ModelDescription] = []

  init(_ values: [String: JSONValue], prefix: String) {
    self.values = values
    self.prefix = prefix
  }

  /// The keys of a GGUF file that belong to an architecture.
  convenience init(_ file: GGUFFile, architecture: String) {
    let prefix = architecture + "."
    var values: [String: JSONValue] = [:]
    for (key, value) in file.metadata where key.hasPrefix(prefix) {
      values[String(key.dropFirst(prefix.count))] = JSONValue(value)
    }
    self.init(values, prefix: prefix)
  }

  /// The members of `config.json`, or of an object in it.
  convenience init(_ object: JSONObject, prefix: String = "") {
    self.init(
      Dictionary(object.members.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first }), prefix: prefix)
  }

  /// The value of a key, if it is there and not null.
  private func value(_ key: String) -> JSONValue? {
    asked.insert(key)
    guard let value = values[key], !value.isNull else { return nil }
    return value
  }

  func has(_ key: String) -> Bool { value(key) != nil }

  /// The key as the file has it, for messages.
  func name(_ key: String) -> String { prefix + key }

  func invalid(_ key: String, _ problem: String) -> ModelError { .invalid(key: name(key), problem: problem) }
}

extension ModelDescription {
  // Each of these gives the value of a key, or the default; without a default the key must be there. They throw
  // `FormatError` for one that is missing or of another kind.

  func number(_ key: String, default other: Double? = nil) throws -> Double {
    try find(key, "a number", other) { $0.number }
  }

  func boolean(_ key: String, default other: Bool? = nil) throws -> Bool {
    try find(key, "true or false", other) { $0.boolean }
  }

  func text(_ key: String, default other: String? = nil) throws -> String {
    try find(key, "a text", other) { $0.text }
  }

  /// A whole number from 1 to `most`. Throws `ModelError` for another one.
  func count(_ key: String, default other: Int? = nil, most: Int = 1 << 20) throws -> Int {
    let number = try find(key, "an integer", other) { $0.integer }
    guard (1...most).contains(number) else { throw invalid(key, "is \(number), but should be from 1 to \(most)") }
    return number
  }

  /// A number above 0. Throws `ModelError` for another one.
  func positive(_ key: String, default other: Double? = nil) throws -> Double {
    let number = try number(key, default: other)
    guard number.isFinite, number > 0 else { throw invalid(key, "should be a positive number") }
    return number
  }

  /// Positive numbers, as many as are needed. Throws `ModelError` for others.
  func positives(_ key: String, count: Int) throws -> [Double] {
    let list = try find(key, "an array of numbers", nil) { $0.array }
    let numbers = list.compactMap(\.number).filter { $0.isFinite && $0 > 0 }
    guard numbers.count == list.count, list.count == count else {
      throw invalid(key, "should hold \(count) positive numbers")
    }
    return numbers
  }

  /// An array with something for each layer, or `nil` when there is none. Throws `ModelError` for one of another length.
  func perLayer<Element>(_ key: String, _ layers: Int, _ convert: (JSONValue) -> Element?) throws -> [Element]? {
    guard let list = value(key)?.array else { return nil }
    let elements = list.compactMap(convert)
    guard elements.count == list.count, list.count == layers else {
      throw invalid(key, "should say something known of each of \(layers) layers")
    }
    return elements
  }

  /// What an object says, or `nil` when there is none.
  func object(_ key: String) throws -> ModelDescription? {
    guard has(key) else { return nil }
    let description = ModelDescription(
      try find(key, "an object", nil) { $0.object }, prefix: "\(prefix)\(key).")
    inner.append(description)
    return description
  }

  /// Throws `ModelError` when a key is there and says anything but these.
  func require(_ key: String, isOneOf known: [String]) throws {
    guard has(key) else { return }
    let text = try text(key)
    guard known.contains(text) else { throw invalid(key, "is '\(text)', which can't be run") }
  }

  /// Throws `ModelError` when a key is there and says anything but this.
  func require(_ key: String, is expected: Bool) throws {
    guard try boolean(key, default: expected) == expected else {
      throw invalid(key, "is \(!expected), which can't be run")
    }
  }

  private func find<Value>(
    _ key: String, _ expected: String, _ other: Value?, _ convert: (JSONValue) -> Value?
  ) throws -> Value {
    guard let found = value(key) else {
      guard let other else { throw FormatError.missingKey(name(key)) }
      return other
    }
    guard let converted = convert(found) else {
      throw FormatError.wrongKind(key: name(key), expected: expected, found: found.kind)
    }
    return converted
  }
}

extension ModelDescription {
  /// Throws `ModelError.unknownKey` for a key that nobody asked for, unless it changes nothing that is computed.
  func checkAllAsked(but harmless: HarmlessKeys) throws(ModelError) {
    let unknown = values.filter { key, value in
      !asked.contains(key) && !value.isNull && !harmless.contains(key, value)
    }
    if let key = unknown.keys.min() {
      if key.contains("expert") || key.contains("moe") { throw .mixtureOfExperts(key: name(key)) }
      throw .unknownKey(name(key))
    }
    for description in inner { try description.checkAllAsked(but: harmless) }
  }
}

extension JSONValue {
  /// A value of GGUF's metadata.
  fileprivate init(_ value: MetadataValue) {
    switch value {
    case .integer(let integer): self = .integer(integer)
    case .number(let number): self = .number(number)
    case .boolean(let boolean): self = .boolean(boolean)
    case .text(let text): self = .text(text)
    case .integers(let integers): self = .array(integers.map { .integer($0) })
    case .numbers(let numbers): self = .array(numbers.map { .number($0) })
    case .booleans(let booleans): self = .array(booleans.map { .boolean($0) })
    case .texts(let texts): self = .array((0..<texts.count).map { .text(texts.text($0)) })
    }
  }
}
