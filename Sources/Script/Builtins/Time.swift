extension Builtins {
  /// `time`: says how long a command takes.
  static let time = Command(
    "time", topic: languageTopic, summary: "says how long a command takes, and gives its value",
    details: """
      `time` stands in front of a command or of a whole pipeline: time count $words.
      A block in `{ … }` is timed as a whole.
      """,
    parameters: [.positional("command", .block, summary: "what to time")],
    examples: [Example("time count [bread, butter]", prints: "2")]
  ) { arguments, context in
    let block = try arguments.object("command", as: BlockObject.self).block
    let start = context.host.seconds()
    defer { context.host.note("took \(duration(context.host.seconds() - start))") }
    return try context.run(block)
  }

  /// A time in a unit that suits it: `12 ms`, `3.2 s`, `2 min 5 s`.
  static func duration(_ seconds: Double) -> String {
    if seconds < 1 { return "\(format((seconds * 10_000).rounded() / 10)) ms" }
    if seconds < 60 { return "\(format((seconds * 100).rounded() / 100)) s" }
    let whole = seconds.rounded(.down)
    return "\(format((whole / 60).rounded(.down))) min \(format(whole.truncatingRemainder(dividingBy: 60))) s"
  }
}
