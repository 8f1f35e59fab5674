import Models
import Script
import Tailoring

extension ComparingCommands {
  /// `forgetting`: several tasks, one after the other.
  static func forgetting(_ store: ModelStore, _ plots: PlotStyle) -> Command {
    Command(
      "forgetting", topic: topic, summary: "learns tasks one after the other, and tells what is forgotten",
      details: """
        The tasks of `on:` are learned in order, and all are judged by their examples in
        `unseen:` before, and after each. A way is one of
          next     a new prompt for each task, the earlier ones frozen (see `tune next`)
          prompt   one soft prompt, trained on and on
          weights  all weights, trained on and on
          replay   the same, with a part `replay:` of earlier tasks' examples
        and each way is tried with all `seeds:`. With `next` a question is asked with
        the prompts of its task: somebody has to know which task it is. The other ways
        are not told.

        $forgetting.next and so on are the matrices: a row tells how all tasks go after
        one was learned. `average` is the mean of the last row; `forgetting` how much
        lower it is than the best row before (Chaudhry et al. 2018), `backward` than
        when a task was learned; `forward` how much better a task goes just before it is
        learned than at the beginning (Lopez-Paz and Ranzato 2017). `plot` draws all
        ways, or a matrix.
        """,
      parameters: [
        .labelled("on", .list(of: .examples), .required, summary: "the examples of each task, in order"),
        .labelled("unseen", .list(of: .examples), .required, summary: "unseen examples of each task, in that order"),
        .labelled(
          "ways", .list(of: .choice(Way.allCases.map(\.rawValue))),
          .otherwise(.list(Way.allCases.map { .text($0.rawValue) })), summary: "how to learn"),
        .labelled("labels", .list(of: .text), summary: "what the tasks are called"),
        .labelled(
          "seeds", .list(of: .integer(0...9_007_199_254_740_992)), .otherwise(.list([1, 2, 3].map { .number($0) })),
          summary: "where chance starts, a run each"),
        .labelled("steps", .integer(1...1_000_000), .otherwise(.number(100)), summary: "how many steps a task takes"),
        .labelled("batch", .integer(1...10_000), .otherwise(.number(16)), summary: "how many examples a step looks at"),
        .labelled("length", .integer(1...1000), .otherwise(.number(8)), summary: "how many rows a prompt has"),
        .labelled(
          "prompt-rate", .number(0...100), .otherwise(.number(TuningMethod.softPrompt(length: 1).usualRate)),
          summary: "how far a step of a prompt goes at most"),
        .labelled(
          "weights-rate", .number(0...100), .otherwise(.number(TuningMethod.weights(layers: nil).usualRate)),
          summary: "how far a step of the weights goes at most"),
        .labelled(
          "replay", .number(0...0.9), .otherwise(.number(0.25)),
          summary: "which part of the examples is of earlier tasks"),
        .model(store),
      ],
      examples: [
        Example(
          "use gemma3-270m\n"
            + "let a = [bread => pain, butter => beurre]\nlet b = [hot => cold, up => down]\n"
            + "let f = forgetting on: [$a, $b] unseen: [$a, $b] ways: [prompt] seeds: [1] steps: 1\n"
            + "count $f.prompt", prints: "3", needsModel: true)
      ]
    ) { arguments, context in
      let model = try arguments.model(store, context).model
      let tasks = try arguments.tasks()
      let ways = try arguments.ways()
      let settings = ContinualSettings(
        steps: try arguments.integer("steps"), batch: try arguments.integer("batch"),
        promptRate: try arguments.number("prompt-rate"), weightsRate: try arguments.number("weights-rate"))
      return try arguments.blaming("on") {
        let forgetting = try Forgetting(
          tasks, in: ways, of: model, seeds: arguments.distinctNumbers("seeds").map(UInt64.init), settings: settings,
          environment: TuningEnvironment(context.host)
        ) { done, total, about in
          context.host.report(ProgressReport("forgetting", completed: done, of: total, detail: about))
        }
        return .object(ForgettingObject(forgetting: forgetting, style: plots))
      }
    }
  }

  fileprivate enum Way: String, CaseIterable {
    case next, prompt, weights, replay
  }
}

extension Arguments {
  /// The tasks, each with a name of its own and unseen examples.
  fileprivate func tasks() throws -> [Forgetting.LearnedTask] {
    let (examples, unseen) = (try datasets("on"), try datasets("unseen"))
    guard examples.count == unseen.count else {
      let tasks = examples.count == 1 ? "is one task" : "are \(examples.count) tasks"
      throw mistake("there \(tasks), but unseen examples of \(unseen.count)", at: "unseen")
    }
    let names = try taskNames(examples)
    return zip(names, zip(examples, unseen)).map { Forgetting.LearnedTask($0, $1.0, unseen: $1.1) }
  }

  /// The ways to learn, at least one.
  fileprivate func ways() throws -> [(name: String, way: ContinualWay)] {
    let ways = try list("ways").compactMap { $0.text.flatMap(ComparingCommands.Way.init) }
    if ways.isEmpty { throw mistake("there is no way to learn: the list is empty", at: "ways") }
    if Set(ways).count < ways.count { throw mistake("a way is named twice", at: "ways") }
    let (length, replay) = (try integer("length"), try number("replay"))
    return ways.map { way in
      switch way {
      case .next: (way.rawValue, .nextPrompts(length: length))
      case .prompt: (way.rawValue, .onePrompt(length: length))
      case .weights: (way.rawValue, .weights(replay: 0))
      case .replay: (way.rawValue, .weights(replay: replay))
      }
    }
  }
}
