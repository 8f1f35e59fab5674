extension Builtins {
  /// `seed`: where chance starts.
  static let seed = Command(
    "seed", topic: languageTopic, summary: "sets where chance starts, or tells",
    details: """
      The same seed and the same commands give the same results. A command's own `seed:` goes before this one.
      """,
    parameters: [
      // The largest whole number up to which every other is a number of the language too.
      .positional("number", .integer(0...9_007_199_254_740_992), .optional, summary: "the new seed")
    ],
    examples: [Example("seed 7\nseed", prints: "7")]
  ) { arguments, context in
    guard let seed = try arguments.optionalInteger("number") else { return .number(Double(context.session.seed)) }
    context.session.seed = UInt64(seed)
    return .nothing
  }
}
