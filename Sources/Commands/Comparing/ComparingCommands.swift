import Script
import Tailoring

/// The commands that judge adaptations. Each of them stands in a file of its own.
enum ComparingCommands {
  static let topic = "Comparing"

  static func all(_ store: ModelStore, _ plots: PlotStyle) -> [Command] {
    [score(store), compare(store), curve(store), forgetting(store, plots), plot(plots)]
  }
}
