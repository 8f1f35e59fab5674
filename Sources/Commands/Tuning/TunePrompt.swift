import Models
import Script
import Tailoring

extension TuningCommands {
  /// `tune prompt`: learns a soft prompt.
  static func tunePrompt(_ store: ModelStore) -> Command {
    let tuning = TuningParameters(usualRate: nil)
    let newRows = NewRows()
    let from = Parameter.labelled(
      "from", .madeAdaptation, summary: "a soft prompt or a universal prompt to start from instead")
    return Command(
      "tune prompt", topic: topic, summary: "learns a soft prompt: rows of numbers in front of the question",
      details: """
        The model stays as it is. Rows as long as an embedding are read as if they were
        tokens, in front of every question, and are changed step by step until the
        model gives the answers.

        `start:` is what the rows are at first: the embeddings of a text, repeated when
        it is short; with `vocabulary` those of tokens in the examples, chosen by
        chance; with `random` chance alone. Without `length:` there are 8 rows, or as
        many as the text has tokens.

        `from:` starts with what was learned for other tasks instead. From a soft
        prompt the rows are taken over and changed (Vu et al. 2022); `similar` ranks
        those that may serve. From a universal prompt the shared rows stay as they are,
        and only a factor for each row and each column is learned (Wang et al. 2023):
        a few hundred numbers.

        The rate rises over the first steps and then falls to 0. Ctrl-C stops, and
        `resume` goes on. With `goal:` it stops as soon as so large a part of the
        examples of `dev:` is right; the field `reached` is the step.
        """,
      parameters: tuning.around(newRows.parameters + [from], store),
      examples: [
        Example(
          "use gemma3-270m\n"
            + "let soft = tune prompt on: [bread => pain, butter => beurre] length: 4 steps: 2 seed: 1\n$soft.numbers",
          prints: "2560", needsModel: true)
      ]
    ) { arguments, context in
      let model = try arguments.model(store, context).model
      guard let origin = try arguments[from] else {
        let (length, start) = try newRows.settings(in: arguments, of: model)
        return try tuning.tune(
          "tune prompt", .softPrompt(length: length), of: model, start: start, arguments, context)
      }
      for parameter in newRows.parameters where arguments.has(parameter) {
        throw arguments.mistake(
          "with `from:` the rows are those of what is given there, so `\(parameter.name):` has no effect",
          at: parameter, suggestion: "leave one of the two out")
      }
      if case .learned(let learned) = origin, case .universalPrompt(let universal) = learned.numbers {
        try arguments.check(learned, for: model, at: from)
        try arguments.checkPlace(universal.place, in: model, at: from)
        return try tuning.tune("tune prompt", .taskFactors(of: universal.shared), of: model, arguments, context)
      }
      let rows = try arguments.softPrompt(origin, for: model, at: from).rows
      return try tuning.tune(
        "tune prompt", .softPrompt(length: rows.rows), of: model, start: .rows(FrozenRows(rows)), arguments, context)
    }
  }
}
