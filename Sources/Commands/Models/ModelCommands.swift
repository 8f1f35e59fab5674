import Script

/// The commands about models as they are. Each of them stands in a file of its own.
enum ModelCommands {
  static let topic = "Models"

  static func all(_ store: ModelStore, _ runner: (any ProcessRunner)?) -> [Command] {
    [
      use(store), models(store), fetch(store, runner), tokens(store), embed(store), nearest(store), logits(store),
      likelihood(store),
    ]
  }
}
