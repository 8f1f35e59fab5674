import Models
import Script
import Tailoring

extension ComparingCommands {
  /// `curve`: learning curves.
  static func curve(_ store: ModelStore) -> Command {
    Command(
      "curve", topic: topic, summary: "tunes on fewer and on more examples, and tells how well each does",
      details: """
        Each method is tuned for each of the `sizes:` with each of the `seeds:`, and
        judged by the examples of `test:`. A seed decides which examples are taken,
        the fewer among the more, and all that is left to chance. A row holds the mean
        exact match over the seeds, the lowest, the highest, and the mean loss.

        Methods have the settings that `tune` gives them by itself. `plot` draws the
        curves. All of it takes as long as methods · sizes · seeds runs of `tune` do.
        """,
      parameters: [
        .positional("methods", .list(of: .choice(Method.allCases.map(\.rawValue))), summary: "what to tune"),
        .labelled("on", .examples, .required, summary: "the examples to learn from"),
        .labelled("test", .examples, .required, summary: "unseen examples to judge by"),
        .labelled(
          "sizes", .list(of: .integer(2...1_000_000)), .otherwise(.list([5, 20, 100, 400].map { .number($0) })),
          summary: "how many examples to learn from"),
        .labelled(
          "seeds", .list(of: .integer(0...9_007_199_254_740_992)), .otherwise(.list([1, 2, 3].map { .number($0) })),
          summary: "where chance starts, a run each"),
        .labelled("steps", .integer(1...1_000_000), .otherwise(.number(100)), summary: "how many steps a run makes"),
        .labelled(
          "batch", .integer(1...10_000), .otherwise(.number(16)), summary: "how many examples each step looks at"),
        .model(store),
      ],
      examples: [
        Example(
          "use gemma3-270m\nlet parts = split (data en-fr) train: 20 test: 5 seed: 1\n"
            + "(curve [prompt] on: $parts.train test: $parts.test sizes: [5] seeds: [1, 2] steps: 1).seeds",
          prints: "[2]", needsModel: true)
      ]
    ) { arguments, context in
      let model = try arguments.model(store, context).model
      let methods = try arguments.methods()
      let data = try arguments.dataset("on")
      let sizes = try arguments.distinctNumbers("sizes")
      if let size = sizes.first(where: { $0 > data.count }) {
        throw arguments.mistake("there are no \(size) examples to learn from, only \(data.count)", at: "sizes")
      }
      return try arguments.blaming("on") {
        let curve = try LearningCurve(
          methods, of: model, on: data, test: arguments.dataset("test"), sizes: sizes,
          seeds: arguments.distinctNumbers("seeds").map(UInt64.init), steps: arguments.integer("steps"),
          batch: arguments.integer("batch"), in: TuningEnvironment(context.host)
        ) { now in
          let detail = "\(now.method), \(now.examples) examples, seed \(now.seed)"
          context.host.report(ProgressReport("curve", completed: now.done, of: now.total, detail: detail))
        }
        return .object(CurveObject(curve))
      }
    }
  }

  /// The ways to tune, by the second words of their commands, with the settings that these have by themselves.
  fileprivate enum Method: String, CaseIterable {
    case prompt, lora, weights

    var method: LearningCurve.Method {
      switch self {
      case .prompt: .init("soft prompt", .softPrompt(length: 8))
      case .lora: .init("LoRA", .lowRank(rank: 8, alpha: 16, projections: [.query, .value]))
      case .weights: .init("tuned weights", .weights(layers: nil))
      }
    }
  }
}

extension Arguments {
  /// The methods to tune by, at least one.
  fileprivate func methods() throws -> [LearningCurve.Method] {
    let methods = try list("methods").compactMap { $0.text.flatMap(ComparingCommands.Method.init)?.method }
    if methods.isEmpty { throw mistake("there is nothing to tune: the list is empty", at: "methods") }
    if Set(methods.map(\.name)).count < methods.count { throw mistake("a method is named twice", at: "methods") }
    return methods
  }

  /// Whole numbers, at least one, each once.
  func distinctNumbers(_ name: String) throws -> [Int] {
    let numbers = try list(name).compactMap(\.integer)
    if numbers.isEmpty { throw mistake("`\(name):` needs a number: the list is empty", at: name) }
    if Set(numbers).count < numbers.count { throw mistake("`\(name):` has a number twice", at: name) }
    return numbers
  }
}
