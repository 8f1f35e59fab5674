import Script
import Tailoring

extension ModelCommands {
  /// `logits`: what a model says about the next token.
  static func logits(_ store: ModelStore) -> Command {
    let text = Parameter.positional("text", .text, summary: "the text to continue")
    let with = Parameter.reader
    return Command(
      "logits", topic: topic, summary: "gives a number for each token of the vocabulary: how well it would come next",
      details: """
        `softmax` makes probabilities of them. `ask TEXT top: 5` shows the likeliest
        tokens.
        """,
      parameters: [text, with, Parameter.model(store)],
      examples: [Example("use gemma3-270m\nlogits \"cheese =>\" | shape", prints: "[262144]", needsModel: true)]
    ) { arguments, context in
      let model = try arguments.model(store, context).model
      let (read, adaptation) = (try arguments[text], try arguments[with])
      guard !read.isNothing(isQuestion: adaptation != nil) else {
        throw arguments.mistake("there is nothing to continue: the text is empty", at: text)
      }
      let logits = try arguments.logits(after: read, at: text, of: model, with: adaptation, at: with, context)
      return .object(TensorObject(logits))
    }
  }
}
