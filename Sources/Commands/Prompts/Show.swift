import Models
import Script
import Tailoring

extension PromptCommands {
  /// `show`: what an adaptation puts in front.
  static func show(_ store: ModelStore) -> Command {
    let subject = Parameter.positional("adaptation", .adaptation, summary: "what to show")
    let with = Parameter.labelled("with", .text, summary: "a question")
    return Command(
      "show", topic: topic, summary: "shows what an adaptation puts in front of a question",
      details: """
        The text is shown exactly as the model reads it; with a question, all of it.
        When a model is in use the tokens follow, each in quotes, so that spaces and
        line breaks (\\n) can be seen.

        Of a soft prompt the numbers are shown, and the closest token to each row; of a
        LoRA and of tuned weights, how large each change is over what it changes. With
        a question, a soft prompt's `rows` are counted too. Of an ensemble the members
        are shown.
        """,
      parameters: [subject, with, Parameter.model(store)],
      examples: [
        Example(
          "let french = prompt [bread => pain]\n(show $french with: cheese).text",
          prints: """
            bread => pain
            cheese =>
            """),
        Example(
          "use gemma3-270m\nshow (prompt [bread => pain]) with: cheese",
          prints: """
            text    bread => pain
                    cheese =>
            tokens  [<bos>, "bread", " =>", " pain", "\\n", "cheese", " =>"]
            count   7
            """, needsModel: true),
      ]
    ) { arguments, context in
      let (adaptation, question) = (try arguments[subject], try arguments[with])
      if case .learned(let learned) = adaptation, question == nil {
        return try shown(learned, at: subject, arguments, store, context)
      }
      if case .ensemble(let ensemble) = adaptation {
        guard question == nil else {
          throw arguments.mistake(
            "each member of an ensemble reads the question in its own way: show one of them", at: subject)
        }
        return ensemble.table
      }
      let text = (question ?? adaptation.blank).map(adaptation.text) ?? adaptation.prefix
      guard let model = try arguments.optionalModel(store, context)?.model else {
        return .record(["text": .text(text)])
      }
      let tokens = model.tokens(of: text)
      let tailored = try arguments.tailored(model, by: adaptation, at: subject)
      let read: [(String, Value)] = [
        ("text", .text(text)), ("tokens", .list(tokens.map { .token($0, of: model) })),
      ]
      let count = (tailored.prefix?.rows ?? 0) + tailored.tokensAfterPrefix(tokens).count
      return .record(
        Record(
          read + (adaptation.rowCount.map { [("rows", .number(Double($0)))] } ?? [])
            + [("count", .number(Double(count)))]))
    }
  }
}

extension Adaptation {
  /// The rows of a soft prompt; nil for anything else.
  fileprivate var rowCount: Int? {
    guard case .learned(let learned) = self, case .softPrompt(let prompt) = learned.numbers else { return nil }
    return prompt.rows.rows
  }
}

extension PromptCommands {
  /// What `show` gives for learned numbers: those of a soft prompt and the closest token to each row, else the
  /// changes of the model. Without a model a soft prompt has its numbers only.
  private static func shown(
    _ learned: LearnedAdaptation, at subject: any AnyParameter, _ arguments: Arguments, _ store: ModelStore,
    _ context: Context
  ) throws -> Value {
    if case .softPrompt(let prompt) = learned.numbers {
      let rows = prompt.rows
      guard let model = try arguments.optionalModel(store, context)?.model else {
        return .record(["numbers": Value(rows)])
      }
      _ = try arguments.tailored(model, by: .learned(learned), at: subject)
      let neighbours = try model.nearest(to: rows, count: 1, check: context.host.checkCancelled)
      return .record([
        "numbers": Value(rows),
        "closest": .list(
          neighbours.enumerated().flatMap { row, neighbours in
            neighbours.map { .nearest($0, to: rows.rows(row..<row + 1), number: row, of: model, withDistance: true) }
          }),
      ])
    }
    let model = try arguments.model(store, context).model
    _ = try arguments.tailored(model, by: .learned(learned), at: subject)
    return .list(
      try learned.changes(of: model, check: context.host.checkCancelled).map { change in
        .record([
          "weights": .text(change.place), "learned": .number(Double(change.numbers)), "change": .number(change.size),
        ])
      })
  }
}
