import Models
import Script
import Tailoring

extension TuningCommands {
  /// `tune prompt`: learns a soft prompt.
  static func tunePrompt(_ store: ModelStore) -> Command {
    Command(
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
      parameters: Parameter.tuning(
        store, usualRate: nil,
        Parameter.newRows + [
          .labelled(
            "from", .object(["adaptation"]), summary: "a soft prompt or a universal prompt to start from instead")
        ]),
      examples: [
        Example(
          "use gemma3-270m\n"
            + "let soft = tune prompt on: [bread => pain, butter => beurre] length: 4 steps: 2 seed: 1\n$soft.numbers",
          prints: "2560", needsModel: true)
      ]
    ) { arguments, context in
      let model = try arguments.model(store, context).model
      guard let from = try arguments.optionalObject("from", as: AdaptationObject.self) else {
        let (length, start) = try arguments.newRows(of: model)
        return try arguments.tune("tune prompt", .softPrompt(length: length), of: model, start: start, context)
      }
      let (method, start) = try arguments.recycled(from.adaptation, for: model)
      return try arguments.tune("tune prompt", method, of: model, start: start, context)
    }
  }
}

extension Arguments {
  /// What is learned from another adaptation, and from which rows on.
  fileprivate func recycled(
    _ adaptation: Adaptation, for model: LanguageModel
  ) throws -> (method: TuningMethod, start: StartingRows) {
    for name in ["start", "length"] where value(name) != nil {
      throw mistake(
        "with `from:` the rows are those of what is given there, so `\(name):` has nothing to say", at: name,
        suggestion: "leave one of the two out")
    }
    if case .learned(let learned) = adaptation, case .universalPrompt(let universal) = learned.numbers {
      try check(learned, for: model, at: "from")
      try checkPlace(universal.place, in: model, at: "from")
      return (.taskFactors(of: universal.shared), .vocabulary)
    }
    let rows = try softPrompt(adaptation, for: model, at: "from").rows
    return (.softPrompt(length: rows.rows), .rows(FrozenRows(rows)))
  }
}
