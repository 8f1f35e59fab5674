import Script

extension ModelCommands {
  /// `tokens`: how a model cuts a text.
  static func tokens(_ store: ModelStore) -> Command {
    let text = Parameter.positional("text", .text, summary: "any text")
    let trained = Parameter.labelled(
      "tokenizer", .object("tokenizer", TokenizerObject.self), summary: "a tokenizer, instead of a model's")
    return Command(
      "tokens", topic: topic, summary: "cuts a text into the tokens that a model reads",
      details: """
        A token is shown in quotes, with its number in the vocabulary and its bytes. A
        token can be a part of a character; it is then shown as those bytes: <C3>

        The token that begins every text for some models is not among them: `show` has
        it.
        """,
      parameters: [text, Parameter.model(store), trained],
      examples: [
        Example(
          "use gemma3-270m\ntokens \"cheese =>\"",
          prints: """
                id  token     bytes
            120563  "cheese"  63 68 65 65 73 65
              1477  " =>"     20 3D 3E
            """, needsModel: true),
        Example("use gemma3-270m\ncount (tokens unbelievably)", prints: "4", needsModel: true),
      ]
    ) { arguments, context in
      let tokenizer = try arguments[trained]?.tokenizer ?? arguments.model(store, context).model.tokenizer
      return .list(
        tokenizer.encode(try arguments[text]).map { id in
          let token = TokenObject(id, of: tokenizer)
          return .record([
            "id": .number(Double(id)), "token": .object(token), "bytes": .text(token.hexadecimal),
          ])
        })
    }
  }
}
