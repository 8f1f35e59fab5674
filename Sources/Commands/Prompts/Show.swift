import Script
import Tailoring

extension PromptCommands {
  /// `show`: what an adaptation puts in front.
  static func show(_ store: ModelStore) -> Command {
    Command(
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
      parameters: [
        .positional("adaptation", .adaptation, summary: "what to show"),
        .labelled("with", .text, summary: "a question"),
        .model(store),
      ],
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
      let adaptation = try arguments.adaptation("adaptation") ?? .none
      if case .learned(let learned) = adaptation, arguments.value("with") == nil {
        return try shown(learned, arguments, store, context)
      }
      if case .ensemble(let ensemble) = adaptation {
        guard arguments.value("with") == nil else {
          throw arguments.mistake(
            "each member of an ensemble reads the question in its own way: show one of them", at: "adaptation")
        }
        return ensemble.table
      }
      let question = try arguments.optionalText("with") ?? adaptation.blank
      let text = question.map(adaptation.text) ?? adaptation.prefix
      guard let model = try arguments.optionalModel(store, context)?.model else {
        return .record(["text": .text(text)])
      }
      let tokens = model.tokens(of: text)
      let tailored = try arguments.tailored(model, by: adaptation, at: "adaptation")
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
