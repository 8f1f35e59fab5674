import Script

extension ModelCommands {
  /// `embed`: the numbers that a model reads for a text.
  static func embed(_ store: ModelStore) -> Command {
    let text = Parameter.positional("text", .text, summary: "a word, or any text")
    return Command(
      "embed", topic: topic, summary: "gives the embedding of a word: the numbers that a model reads in its place",
      details: """
        A text of one token gives a vector. A text of several gives a row for each of
        them; `tokens` tells which they are, and `mean` of the rows is one vector
        again.
        """,
      parameters: [text, Parameter.model(store)],
      examples: [
        Example("use gemma3-270m\nembed king | shape", prints: "[640]", needsModel: true),
        Example("use gemma3-270m\nembed \"king and queen\" | shape", prints: "[3, 640]", needsModel: true),
      ]
    ) { arguments, context in
      let model = try arguments.model(store, context).model
      let tokens = model.tokenizer.encode(try arguments[text])
      guard !tokens.isEmpty else { throw arguments.mistake("an empty text has no embedding", at: text) }
      let rows = model.decoder.embedded(tokens).value
      return .object(TensorObject(tokens.count == 1 ? rows.reshaped([rows.columns]) : rows))
    }
  }
}
