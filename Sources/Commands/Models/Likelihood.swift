import Models
import Script
import Tailoring
import Tensors

extension ModelCommands {
  /// `likelihood`: how likely a text is, token by token.
  static func likelihood(_ store: ModelStore) -> Command {
    let text = Parameter.positional("text", .text, summary: "any text")
    return Command(
      "likelihood", topic: topic, summary: "tells how likely a model finds a text, token by token",
      details: """
        Each token has the natural logarithm of its probability, given those before
        it. `total` is their sum, and `perplexity` is e to the power of minus their
        mean: 1 when every token was certain, n when each was one of n equally likely
        ones.

        For models without a token that begins every text the first token has no
        probability, because nothing comes before it.
        """,
      parameters: [text, Parameter.model(store)],
      examples: [
        Example(
          "use gemma3-270m\nlet good = likelihood \"the cat sat\"\nlet bad = likelihood \"cat the sat\"\n"
            + "$good.total > $bad.total", prints: "true", needsModel: true)
      ]
    ) { arguments, context in
      let model = try arguments.model(store, context).model
      let tokens = model.tokens(of: try arguments[text])
      guard tokens.count > 1 else {
        throw arguments.mistake("this text has no token that follows another one", at: text)
      }
      let logarithms = try arguments.blaming(text) {
        try model.logProbabilities(of: tokens, check: context.host.checkCancelled)
      }
      let total = logarithms.reduce(0, +)
      let rows = zip(tokens.dropFirst(), logarithms).map { token, logarithm in
        Value.record(["token": .token(token, of: model), "log-probability": .number(logarithm)])
      }
      return .record([
        "tokens": .list(rows), "total": .number(total),
        "perplexity": .number(ScalarMath.exp(-total / Double(logarithms.count))),
      ])
    }
  }
}
