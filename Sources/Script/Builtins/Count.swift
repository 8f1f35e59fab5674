extension Builtins {
  /// `count`: how many items a list or a data set has.
  static let count = Command(
    "count", topic: languageTopic, summary: "counts items, or the characters of a text",
    parameters: [.positional("value", .any, summary: "a list, a data set, a tensor, or a text")],
    examples: [
      Example("count [bread, butter, cheese]", prints: "3"),
      Example("count \"crème\"", prints: "5"),
    ]
  ) { arguments, _ in
    guard let value = arguments.value("value") else { return .nothing }
    if case .text(let text) = value { return .number(Double(text.count)) }
    guard let count = value.countOfElements else {
      throw arguments.mistake("\(value.described) has no items to count", at: "value")
    }
    return .number(Double(count))
  }
}
