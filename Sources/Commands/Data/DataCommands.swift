import Script

/// The commands about data sets. Each of them stands in a file of its own.
enum DataCommands {
  static let topic = "Data"

  static func all(_ folders: [String]) -> [Command] { [data(folders), split, shuffle, spoil, fix] }
}
