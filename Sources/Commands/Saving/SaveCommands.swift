import Script

/// The commands that save results and load them again. Each of them stands in a file of its own.
enum SaveCommands {
  static let topic = "Files"

  static func all(_ store: ModelStore) -> [Command] { [save(store), load(store)] }
}
