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

        The rate rises over the first steps and then falls to 0. Ctrl-C stops, and
        `resume` goes on.
        """,
      parameters: Parameter.tuning(
        store, usualRate: TuningMethod.softPrompt(length: 1).usualRate,
        [
          .labelled("length", .integer(1...1000), summary: "how many rows"),
          .labelled(
            "start", .text, .otherwise(.text("vocabulary")), summary: "`vocabulary`, `random`, or a text of your own"),
        ]),
      examples: [
        Example(
          "use gemma3-270m\n"
            + "let soft = tune prompt on: [bread => pain, butter => beurre] length: 4 steps: 2 seed: 1\n$soft.numbers",
          prints: "2560", needsModel: true)
      ]
    ) { arguments, context in
      let model = try arguments.model(store, context).model
      var length = try arguments.optionalInteger("length")
      let start: StartingRows
      switch try arguments.text("start") {
      case "vocabulary": start = .vocabulary
      case "random": start = .random
      case let text:
        start = .text(text)
        length = length ?? model.tokenizer.encode(text).count
      }
      let room = model.configuration.contextLength
      guard length ?? 8 < room else {
        throw arguments.mistake(
          "\(length ?? 8) rows leave no room for a question: the model reads \(room) at once",
          at: arguments.value("length") == nil ? "start" : "length")
      }
      return try arguments.tune(
        "tune prompt", .softPrompt(length: length ?? 8), of: model, start: start, context)
    }
  }
}
