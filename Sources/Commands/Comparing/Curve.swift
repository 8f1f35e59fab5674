import Models
import Script
import Tailoring

extension ComparingCommands {
  /// `curve`: learning curves.
  static func curve(_ store: ModelStore) -> Command {
    let methods = Parameter.positional(
      "methods", .list(of: .choice(of: Method.self)), summary: "what to tune")
    let on = Parameter.labelled("on", .examples, .required, summary: "the examples to learn from")
    let test = Parameter.labelled("test", .examples, .required, summary: "unseen examples to judge by")
    let sizes = Parameter.labelled(
      "sizes", .list(of: .integer(2...1_000_000)), .otherwise(.list([5, 20, 100, 400].map { .number($0) })),
      summary: "how many examples to learn from")
    let seeds = Parameter.seeds
    let steps = Parameter.labelled(
      "steps", .integer(1...1_000_000), .otherwise(.number(100)), summary: "how many steps a run makes")
    let batch = Parameter.labelled(
      "batch", .integer(1...10_000), .otherwise(.number(16)), summary: "how many examples each step looks at")
    return Command(
      "curve", topic: topic, summary: "tunes on fewer and on more examples, and tells how well each does",
      details: """
        Each method is tuned for each of the `sizes:` with each of the `seeds:`, and
        judged by the examples of `test:`. A seed decides which examples are taken,
        the fewer among the more, and every random choice. A row holds the mean
        exact match over the seeds, the lowest, the highest, and the mean loss.

        Methods have the settings that `tune` gives them by itself. `plot` draws the
        curves. All of it takes as long as methods · sizes · seeds runs of `tune` do.
        """,
      parameters: [methods, on, test, sizes, seeds, steps, batch, Parameter.model(store)],
      examples: [
        Example(
          "use gemma3-270m\nlet parts = split (data en-fr) train: 20 test: 5 seed: 1\n"
            + "(curve [prompt] on: $parts.train test: $parts.test sizes: [5] seeds: [1, 2] steps: 1).seeds",
          prints: "[2]", needsModel: true)
      ]
    ) { arguments, context in
      let model = try arguments.model(store, context).model
      let chosen = try arguments[methods]
      if chosen.isEmpty { throw arguments.mistake("there is nothing to tune: the list is empty", at: methods) }
      if Set(chosen).count < chosen.count { throw arguments.mistake("a method is named twice", at: methods) }
      let data = try arguments.dataset(on)
      let counts = try arguments.distinct(sizes)
      if let count = counts.first(where: { $0 > data.count }) {
        throw arguments.mistake("there are no \(count) examples to learn from, only \(data.count)", at: sizes)
      }
      return try arguments.blaming(on) {
        let curve = try LearningCurve(
          chosen.map(\.method), of: model, on: data, test: arguments.dataset(test), sizes: counts,
          seeds: arguments.distinct(seeds), steps: arguments[steps], batch: arguments[batch],
          in: TuningEnvironment(context.host)
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
