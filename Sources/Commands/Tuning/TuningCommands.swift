import Script

/// The commands that tune a model. Each of them stands in a file of its own.
enum TuningCommands {
  static let topic = "Tuning"

  static func all(_ store: ModelStore) -> [Command] {
    [
      tunePrompt(store), tuneUniversal(store), tuneNext(store), tuneLora(store), tuneWeights(store), resume,
      similar(store),
    ]
  }
}
