import Models
import Printing
import Script
import Tailoring

extension ComparingCommands {
  /// `forgetting`: several tasks, one after the other.
  static func forgetting(_ store: ModelStore, _ plots: PlotStyle) -> Command {
    let on = Parameter.labelled("on", .list(of: .examples), .required, summary: "the examples of each task, in order")
    let unseen = Parameter.labelled(
      "unseen", .list(of: .examples), .required, summary: "unseen examples of each task, in that order")
    let ways = Parameter.labelled(
      "ways", .list(of: .choice(of: Way.self)), .otherwise(.list(Way.allCases.map { .text($0.rawValue) })),
      summary: "how to learn")
    let labels = Parameter.labelled("labels", .list(of: .text), summary: "what the tasks are called")
    let seeds = Parameter.seeds
    let steps = Parameter.labelled(
      "steps", .integer(1...1_000_000), .otherwise(.number(100)), summary: "how many steps a task takes")
    let batch = Parameter.labelled(
      "batch", .integer(1...10_000), .otherwise(.number(16)), summary: "how many examples a step looks at")
    let length = Parameter.labelled(
      "length", .integer(1...1000), .otherwise(.number(8)), summary: "how many rows a prompt has")
    let promptRate = Parameter.labelled(
      "prompt-rate", .number(0...100), .otherwise(.number(TuningMethod.softPrompt(length: 1).usualRate)),
      summary: "how far a step of a prompt goes at most")
    let weightsRate = Parameter.labelled(
      "weights-rate", .number(0...100), .otherwise(.number(TuningMethod.weights(layers: nil).usualRate)),
      summary: "how far a step of the weights goes at most")
    let replay = Parameter.labelled(
      "replay", .number(0...0.9), .otherwise(.number(0.25)),
      summary: "which part of the examples is of earlier tasks")
    return Command(
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
        on, unseen, ways, labels, seeds, steps, batch, length, promptRate, weightsRate, replay, Parameter.model(store),
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
      let (examples, test) = (try arguments.datasets(on), try arguments.datasets(unseen))
      guard examples.count == test.count else {
        throw arguments.mistake(
          "\(thereAre(examples.count, "task")), but unseen examples of \(test.count)", at: unseen)
      }
      let names = try arguments.taskNames(labels, of: examples)
      let tasks = zip(names, zip(examples, test)).map { Forgetting.LearnedTask($0, $1.0, unseen: $1.1) }
      let chosen = try arguments[ways]
      if chosen.isEmpty { throw arguments.mistake("there is no way to learn: the list is empty", at: ways) }
      if Set(chosen).count < chosen.count { throw arguments.mistake("a way is named twice", at: ways) }
      let (rows, part) = (try arguments[length], try arguments[replay])
      let settings = ContinualSettings(
        steps: try arguments[steps], batch: try arguments[batch],
        promptRate: try arguments[promptRate], weightsRate: try arguments[weightsRate])
      return try arguments.blaming(on) {
        let forgetting = try Forgetting(
          tasks, in: chosen.map { (name: $0.rawValue, way: $0.way(length: rows, replay: part)) }, of: model,
          seeds: arguments.distinct(seeds), settings: settings,
          environment: TuningEnvironment(context.host)
        ) { done, total, about in
          context.host.report(ProgressReport("forgetting", completed: done, of: total, detail: about))
        }
        return .object(ForgettingObject(forgetting: forgetting, style: plots))
      }
    }
  }

  /// The ways to learn, by what they are called.
  private enum Way: String, CaseIterable {
    case next, prompt, weights, replay

    /// The way with prompts of `length` rows and a part `replay` of earlier examples.
    func way(length: Int, replay: Double) -> ContinualWay {
      switch self {
      case .next: .nextPrompts(length: length)
      case .prompt: .onePrompt(length: length)
      case .weights: .weights(replay: 0)
      case .replay: .weights(replay: replay)
      }
    }
  }
}
