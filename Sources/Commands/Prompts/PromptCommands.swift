import Script

/// The commands that prompt a model. Each of them stands in a file of its own.
enum PromptCommands {
  static let topic = "Prompts"

  static func all(_ store: ModelStore) -> [Command] { [ask(store), prompt, ensemble, show(store)] }
}
