import Script
import Tailoring

extension ModelCommands {
  /// `logits`: what a model says about the next token.
  static func logits(_ store: ModelStore) -> Command {
    Command(
      "logits", topic: topic, summary: "gives a number for each token of the vocabulary: how well it would go on",
      details: """
        `softmax` makes probabilities of them. `ask TEXT top: 5` shows the likeliest
        tokens.
        """,
      parameters: [
        .positional("text", .text, summary: "the text to go on from"),
        .adaptation("with", summary: "what tailors the model; the text is then a question"),
        .model(store),
      ],
      examples: [Example("use gemma3-270m\nlogits \"cheese =>\" | shape", prints: "[262144]", needsModel: true)]
    ) { arguments, context in
      let model = try arguments.model(store, context).model
      let text = try arguments.text("text")
      let adaptation = try arguments.adaptation("with")
      guard !text.isNothing(isQuestion: adaptation != nil) else {
        throw arguments.mistake("there is nothing to go on from: the text is empty", at: "text")
      }
      return .object(TensorObject(try arguments.logits(behind: text, of: model, with: adaptation, context)))
    }
  }
}
