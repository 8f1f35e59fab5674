extension Builtins {
  /// `take`: the first items of a list or of an object that has elements.
  static let take = Command(
    "take", topic: languageTopic, summary: "takes the first items of a list or a data set",
    parameters: [
      .positional("items", .any, summary: "a list, a data set or a tensor"),
      .positional("length", .integer(0...Int.max), summary: "how many; all when there are fewer"),
    ],
    examples: [
      Example("take [bread, butter, cheese] 2", prints: "[bread, butter]"),
      Example("[bread => pain, butter => beurre] | take 1", prints: "bread => pain"),
    ]
  ) { arguments, context in
    guard let items = arguments.value("items"), let count = items.countOfElements else {
      let described = arguments.value("items")?.described ?? "nothing"
      throw arguments.mistake("\(described) has no items to take", at: "items")
    }
    let length = min(try arguments.integer("length"), count)
    if case .object(let object) = items, let prefix = try object.prefix(length) { return prefix }
    return .list(try (0..<length).map { try items.element($0) })
  }
}
