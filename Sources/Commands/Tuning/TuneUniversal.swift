import Models
import Script
import Tailoring

extension TuningCommands {
  /// `tune universal`: learns the soft prompts of several tasks together.
  static func tuneUniversal(_ store: ModelStore) -> Command {
    let tuning = TuningParameters(
      usualRate: TuningMethod.universalPrompt(length: 1, rank: 1, tasks: []).usualRate, several: true)
    let newRows = NewRows()
    let rank = Parameter.labelled(
      "rank", .integer(1...1024), .otherwise(.number(1)), summary: "how many products a matrix is made of")
    let labels = Parameter.labelled("labels", .list(of: .text), summary: "what the tasks are called")
    let teachers = Parameter.labelled(
      "teachers", .list(of: .madeAdaptation), summary: "a soft prompt of each task to learn from")
    let follow = Parameter.labelled(
      "follow", .number(0...1000), .otherwise(.number(Distillation.usualWeight)),
      summary: "how much the teachers count")
    return Command(
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
      parameters: tuning.around(newRows.parameters + [rank, labels, teachers, follow], store),
      examples: [
        Example(
          "use gemma3-270m\nlet french = [bread => pain, sun => soleil]\nlet german = [bread => Brot, sun => Sonne]\n"
            + "let both = tune universal on: [$french, $german] labels: [french, german] length: 4 steps: 2 seed: 1\n"
            + "print $both.numbers $both.numbers-per-task $both.prompts.german.length",
          prints: "3848 644 4", needsModel: true)
      ]
    ) { arguments, context in
      let model = try arguments.model(store, context).model
      let names = try arguments.taskNames(labels, of: tuning.data(arguments))
      let (length, start) = try newRows.settings(in: arguments, of: model)
      let distillation = try arguments[teachers].map { list in
        let rows = try list.map { teacher in
          let prompt = try arguments.softPrompt(teacher, for: model, at: teachers)
          try arguments.checkPlace(prompt.place, in: model, at: teachers)
          return FrozenRows(prompt.rows)
        }
        return Distillation(teachers: rows, weight: try arguments[follow])
      }
      return try tuning.tune(
        "tune universal", .universalPrompt(length: length, rank: try arguments[rank], tasks: names), of: model,
        start: start, distillation: distillation, arguments, context)
    }
  }
}
