import Models
import Script
import Tailoring

extension PromptCommands {
  /// `ask`: lets a model answer.
  static func ask(_ store: ModelStore) -> Command {
    Command(
      "ask", topic: topic, summary: "lets a model go on from a text, or answer a question",
      details: """
        Without `with:` the model goes on from the text as it is, for as many tokens
        as `max:` says. With an adaptation the text is a question, and the answer ends
        at the line break; `with: none` asks the question in that form and without any
        help. A prompt with a blank needs no text.

        A list of questions gives a list of answers, which are made together: each step
        reads the model once for all of them. With a list of adaptations every question
        has its own, and a single question gets each one's answer; the model is the
        same, so tuned weights can't be among them.

        The likeliest token is taken each time, so the answer is always the same. A
        `temperature:` above 0 leaves it to chance: the higher, the more unlikely
        tokens come up. The same `seed:` gives the same answer again.
        """,
      parameters: [
        .positional(
          "text", .oneOf([.text, .list(of: .text)]), .optional, summary: "what to go on from, a question or several"),
        .labelled(
          "with", .oneOf([.object(["adaptation"]), .choice(["none"]), .list(of: .adaptation)]),
          summary: "what tailors the model, or a list: one for each question"),
        .labelled("top", .integer(1...100), summary: "shows so many of the likeliest next tokens instead"),
        .labelled("max", .integer(1...100_000), .otherwise(.number(32)), summary: "how many tokens at most"),
        .labelled("temperature", .number(0...100), summary: "how much is left to chance, 0 for nothing"),
        .labelled("top-k", .integer(1...1_000_000), summary: "leaves so many of the likeliest tokens to chance"),
        .labelled("top-p", .number(0...1), summary: "leaves the likeliest tokens that have this probability together"),
        .seed, .model(store),
      ],
      examples: [
        Example(
          "use gemma3-270m\nlet french = prompt \"Translate English to French\" [bread => pain, butter => beurre]\n"
            + "ask cheese with: $french", prints: "fromage", needsModel: true),
        Example(
          "use gemma3-270m\nlet french = prompt \"Translate English to French\" [bread => pain, butter => beurre]\n"
            + "let opposite = prompt [hot => cold, up => down]\nask [cheese, big] with: [$french, $opposite]",
          prints: "[fromage, small]", needsModel: true),
        Example("use gemma3-270m\nask \"cheese =>\" max: 6", prints: " 100% pure", needsModel: true),
        Example(
          "use gemma3-270m\nask \"Paris is the capital of\" top: 1",
          prints: """
            token      probability  bar
            " France"     0.709079  ██████████████▏
            """, needsModel: true),
      ]
    ) { arguments, context in
      let model = try arguments.model(store, context).model
      let inquiry = try Inquiry(arguments, context, model: model)
      if let count = try arguments.optionalInteger("top") { return try inquiry.likeliest(count) }
      return try inquiry.answers()
    }
  }
}
