import Models
import Script
import Tailoring

extension TuningCommands {
  /// `tune next`: learns a soft prompt behind earlier ones.
  static func tuneNext(_ store: ModelStore) -> Command {
    let tuning = TuningParameters(usualRate: TuningMethod.softPrompt(length: 1).usualRate)
    let after = Parameter.labelled(
      "after", .madeAdaptation, .required, summary: "the soft prompt of the earlier tasks")
    let newRows = NewRows()
    return Command(
      "tune next", topic: topic, summary: "learns new rows after a soft prompt that stays as it is",
      details: """
        For one task after the other, without forgetting (progressive prompts,
        Razdaibiedina et al. 2023): new rows are put between those of `after:` and the
        question and learned, while the earlier rows stay as they are. What was learned
        before is used, and keeps its own prompt, so nothing of it can be lost. The
        result is a soft prompt of all these rows, and may be followed by a next one.

        In the paper new rows come first. Here a row sees only what is before it, so
        those that come last can make use of the earlier ones.

        `start:` and `length:` are about the new rows, as for `tune prompt`.
        """,
      parameters: tuning.around([after] + newRows.parameters, store),
      examples: [
        Example(
          "use gemma3-270m\n"
            + "let first = tune prompt on: [bread => pain, butter => beurre] length: 4 steps: 2 seed: 1\n"
            + "let second = tune next on: [hot => cold, up => down] after: $first length: 2 steps: 2 seed: 1\n"
            + "print $second.length $second.numbers",
          prints: "6 1280", needsModel: true)
      ]
    ) { arguments, context in
      let model = try arguments.model(store, context).model
      let earlier = try arguments.softPrompt(arguments[after], for: model, at: after)
      try arguments.checkPlace(earlier.place, in: model, at: after)
      let rows = FrozenRows(earlier.rows)
      let (length, start) = try newRows.settings(in: arguments, of: model, beside: rows.rows.rows)
      return try tuning.tune(
        "tune next", .nextPrompt(length: length, after: rows), of: model, start: start, arguments, context)
    }
  }
}
