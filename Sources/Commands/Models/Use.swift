import Script

extension ModelCommands {
  /// `use`: sets the current model.
  static func use(_ store: ModelStore) -> Command {
    let name = Parameter.positional("model", .model(store), .optional, summary: "a name or a path")
    return Command(
      "use", topic: topic, summary: "chooses the model that commands use, or shows which it is",
      details: """
        A model is named as `models` lists it, or by the path of its GGUF file, as in
        use ./tiny.gguf, or of a folder of Hugging Face's transformers, as in use ./tiny:
        config.json, safetensors, tokenizer.json. It stays as it is, whatever is made
        with it. A single command takes another one with `model:`.

        Without a name, `use` gives the model in use: (use).layers
        """,
      parameters: [name],
      examples: [
        Example("use gemma3-270m\n(use).layers", prints: "18", needsModel: true),
        Example(
          "use gemma3-270m\nuse",
          prints: """
            name          gemma3-270m
            architecture  gemma3
            ...
            """, needsModel: true),
      ]
    ) { arguments, context in
      guard let reference = try arguments[name] else { return .object(try context.currentModel(store)) }
      context.session.model = try arguments.model(reference, at: name, store, context)
      return .nothing
    }
  }
}
