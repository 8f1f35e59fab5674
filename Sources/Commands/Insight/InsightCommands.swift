import Script

/// The commands that look inside, and count what things cost. Each of them stands in a file of its own.
enum InsightCommands {
  static let topic = "Insight"

  static func all(_ store: ModelStore, _ plots: PlotStyle) -> [Command] {
    [attention(store, plots), layers(store), discretise(store), cost(store)]
  }
}
