import Script
import Tailoring

extension InsightCommands {
  /// `discretise`: the words nearest to a soft prompt.
  static func discretise(_ store: ModelStore) -> Command {
    let source = Parameter.positional("adaptation", .madeAdaptation, summary: "a soft prompt")
    return Command(
      "discretise", topic: topic, summary: "replaces each row of a soft prompt by the token nearest to it",
      details: """
        A learned row looks like no token. `prompt` is the soft prompt with the
        embedding of the nearest token (by cosine) in the place of each row: `score` it
        to see what is lost. `text` is what these tokens read.

        In `rows`, `distance` is how far a row is from that token, and `tokens-apart`
        how far the token is from the one nearest to it, both as multiples of the
        token's own length: rows are far from all tokens where the first is larger.
        """,
      parameters: [source, Parameter.model(store)],
      examples: [
        Example(
          "use gemma3-270m\n"
            + "let soft = tune prompt on: [bread => pain, butter => beurre] start: Translate steps: 1 rate: 0.0001\n"
            + "(discretise $soft).text", prints: "Translate", needsModel: true)
      ]
    ) { arguments, context in
      let model = try arguments.model(store, context).model
      let prompt = try arguments.softPrompt(arguments[source], for: model, at: source)
      let nearest = try model.nearestTokens(to: prompt.rows, check: context.host.checkCancelled)
      let tokens = nearest.map(\.token)
      return .record([
        "text": .text(String(decoding: model.tokenizer.decode(tokens), as: UTF8.self)),
        "prompt": .object(
          AdaptationObject(
            .learned(
              LearnedAdaptation(.softPrompt(prompt.discretised(to: tokens, of: model)), base: BaseModel(model))))),
        "rows": .list(
          nearest.enumerated().map { row, nearest in
            .record([
              "row": .number(Double(row)), "token": .token(nearest.token, of: model),
              "cosine": .number(nearest.cosine), "distance": .number(nearest.distance),
              "tokens-apart": .number(nearest.tokenDistance),
            ])
          }),
      ])
    }
  }
}
