import Models
import Script
import Tailoring

extension TuningCommands {
  /// `tune universal`: learns the soft prompts of several tasks together.
  static func tuneUniversal(_ store: ModelStore) -> Command {
    Command(
      "tune universal", topic: topic, summary: "learns one prompt for several tasks, and a few numbers for each",
      details: """
        Multitask prompt tuning (Wang et al. 2023). All tasks share the rows of a soft
        prompt. A task's own prompt is these rows times a matrix, number by number: the
        product of a factor for each row and one for each column (of `rank:` such
        products, their sum). Every step looks at all tasks equally often.

        The field `prompts` has the soft prompt of each task, by the task's name:
        ask cheese with: $universal.prompts.french
        `tune prompt … from: $universal` learns a new task by its factors alone.

        Tasks are called like their data sets or, where these have one name, like the
        columns of answers; `labels:` calls them otherwise.

        With `teachers:`, a soft prompt of each task that was learned alone, the
        answers' probabilities and the last hidden states are also pulled to those
        that the teachers give, which counts `follow:` beside the task itself.
        """,
      parameters: Parameter.tuning(
        store, usualRate: TuningMethod.universalPrompt(length: 1, rank: 1, tasks: []).usualRate, several: true,
        Parameter.newRows + [
          .labelled(
            "rank", .integer(1...1024), .otherwise(.number(1)), summary: "how many products a matrix is made of"),
          .labelled("labels", .list(of: .text), summary: "what the tasks are called"),
          .labelled(
            "teachers", .list(of: .object(["adaptation"])), summary: "a soft prompt of each task to learn from"),
          .labelled(
            "follow", .number(0...1000), .otherwise(.number(Distillation.usualWeight)),
            summary: "how much the teachers count"),
        ]),
      examples: [
        Example(
          "use gemma3-270m\nlet french = [bread => pain, sun => soleil]\nlet german = [bread => Brot, sun => Sonne]\n"
            + "let both = tune universal on: [$french, $german] labels: [french, german] length: 4 steps: 2 seed: 1\n"
            + "print $both.numbers $both.numbers-per-task $both.prompts.german.length",
          prints: "3848 644 4", needsModel: true)
      ]
    ) { arguments, context in
      let model = try arguments.model(store, context).model
      let names = try arguments.taskNames(try arguments.datasets("on"))
      let (length, start) = try arguments.newRows(of: model)
      return try arguments.tune(
        "tune universal", .universalPrompt(length: length, rank: try arguments.integer("rank"), tasks: names),
        of: model,
        start: start, distillation: try arguments.distillation(for: model), context)
    }
  }
}

extension Arguments {
  /// The teachers, where some are given.
  fileprivate func distillation(for model: LanguageModel) throws -> Distillation? {
    guard let list = try optionalList("teachers") else { return nil }
    let teachers = try list.compactMap { ($0.object as? AdaptationObject)?.adaptation }.map { teacher in
      let prompt = try softPrompt(teacher, for: model, at: "teachers")
      try checkPlace(prompt.place, in: model, at: "teachers")
      return FrozenRows(prompt.rows)
    }
    return Distillation(teachers: teachers, weight: try number("follow"))
  }
}
