import Script

/// The commands that make a foundation model. Each of them stands in a file of its own.
enum PretrainingCommands {
  static let topic = "Pre-training"

  static func all(_ store: ModelStore, _ folders: [String]) -> [Command] {
    let recipes = RecipeFinder(folders: folders)
    return [trainTokenizer, pretrain(recipes), examine(store, recipes)]
  }
}
