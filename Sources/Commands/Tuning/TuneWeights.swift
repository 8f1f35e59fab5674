import Models
import Script
import Tailoring

extension TuningCommands {
  /// `tune weights`: fine-tuning.
  static func tuneWeights(_ store: ModelStore) -> Command {
    let tuning = TuningParameters(usualRate: TuningMethod.weights(layers: nil).usualRate)
    let layers = Parameter.labelled("layers", .integer(1...10_000), summary: "only the last N layers")
    return Command(
      "tune weights", topic: topic, summary: "changes a copy of the model's own weights (fine-tuning)",
      details: """
        All matrices and norms are learned, embeddings included; with `layers:` those
        of the last N layers only. The model in use keeps its weights: what was
        learned is a copy beside it, with 4 bytes a number, and learning takes about
        three times that much memory.

        Ctrl-C stops, and `resume` goes on.
        """,
      parameters: tuning.around([layers], store),
      examples: [
        Example(
          "use gemma3-270m\n"
            + "let tuned = tune weights on: [bread => pain, butter => beurre] layers: 1 steps: 2 seed: 1\n$tuned.layers",
          prints: "1", needsModel: true)
      ]
    ) { arguments, context in
      let model = try arguments.model(store, context).model
      return try tuning.tune(
        "tune weights", .weights(layers: try arguments[layers]), of: model, arguments, context)
    }
  }
}
