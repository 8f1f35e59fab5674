import Script

/// The commands beyond those of the language itself, in the order in which `help` lists them.
///
/// - Parameters:
///   - store: The models.
///   - datasetFolders: Where data sets are found by name.
///   - runner: What `fetch` runs pip with; nil where nothing may be fetched, as in a lesson.
///   - plots: How plots are shown.
package func standardCommands(
  _ store: ModelStore, datasetFolders: [String], runner: (any ProcessRunner)?, plots: PlotStyle = .unicode
) -> [Command] {
  ModelCommands.all(store, runner) + PretrainingCommands.all(store, datasetFolders) + PromptCommands.all(store)
    + TuningCommands.all(store) + InsightCommands.all(store, plots)
    + ComparingCommands.all(store, plots) + SaveCommands.all(store) + DataCommands.all(datasetFolders) + tensorCommands
}
