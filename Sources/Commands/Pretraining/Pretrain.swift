import Pretraining
import Printing
import Script
import Tailoring

extension PretrainingCommands {
  /// Seconds between two checkpoints.
  private static let secondsBetweenCheckpoints = 60.0

  /// `pretrain`: makes a foundation model.
  static func pretrain(_ recipes: RecipeFinder) -> Command {
    let recipe = Parameter.positional("recipe", .file, summary: "a recipe's name, or its file")
    let to = Parameter.labelled("to", .file, summary: "the model's file (.gguf)")
    let until = Parameter.labelled("until", .integer(1...10_000_000), summary: "ends after N steps")
    return Command(
      "pretrain", topic: topic, summary: "makes a foundation model by a recipe",
      details: """
        A recipe is a .json file with the model's shape, its training and the tasks
        that its documents are made of; `pocket` is the recipe of the model that comes
        with Primer. The same recipe gives the same file to the last bit.

        Without `to:` nothing is written, but the result's `model` can be used. Else a
        checkpoint stands beside the file and is written every minute and on Ctrl-C: the
        same command then goes on from there. It is deleted at the end. With `until:`
        the run ends after N steps; its checksum sums up all weights.
        """,
      parameters: [recipe, to, until],
      examples: [Example("(pretrain pebble until: 2).steps", prints: "2")]
    ) { arguments, context in
      let host = context.host
      var run = try arguments.blaming(recipe) { try PretrainingRun(recipes.recipe(arguments[recipe], host)) }
      let target = try arguments[to].map { path in
        try arguments.blaming(to) { try host.writablePath(path) }
      }
      let checkpoint = target.map { $0 + ".checkpoint" }
      if let checkpoint, (try? host.readablePath(checkpoint)) != nil {
        try arguments.blaming(to) { try run.loadCheckpoint(from: checkpoint) }
      }
      let last = min(run.recipe.training.steps, try arguments[until] ?? .max)
      var progress = PretrainingProgress(host.seconds(), run.stepCount)
      do {
        while run.stepCount < last {
          progress.tokens += try run.step(check: host.checkCancelled)
          host.report(progress.report(run, until: last, seconds: host.seconds()))
          if let checkpoint, host.seconds() - progress.lastSaved > secondsBetweenCheckpoints {
            try arguments.blaming(to) { try run.saveCheckpoint(to: checkpoint) }
            progress.lastSaved = host.seconds()
          }
        }
      } catch let error as CancellationError {
        guard let checkpoint, run.stepCount > 0 else { throw error }
        try arguments.blaming(to) { try run.saveCheckpoint(to: checkpoint) }
        throw Diagnostic(
          "stopped after step \(run.stepCount) of \(run.recipe.training.steps); the same command goes on from there",
          at: context.span, kind: .cancelled)
      } catch let error as PretrainingError {
        throw arguments.mistake(error, at: recipe)
      }
      if let target, let checkpoint {
        try arguments.blaming(to) {
          try run.save(to: target)
          if run.isFinished {
            PretrainingRun.deleteCheckpoint(at: checkpoint)
          } else {
            try run.saveCheckpoint(to: checkpoint)
          }
        }
      }
      return .object(PretrainedObject(run: run, path: target))
    }
  }
}

/// How far a run has come since it was begun or gone on with.
private struct PretrainingProgress {
  let start: Double
  let firstStep: Int
  var tokens = 0
  var lastSaved: Double

  init(_ seconds: Double, _ step: Int) {
    start = seconds
    firstStep = step
    lastSaved = seconds
  }

  func report(_ run: PretrainingRun, until last: Int, seconds: Double) -> ProgressReport {
    let passed = max(seconds - start, 1e-9)
    let left = passed / Double(run.stepCount - firstStep) * Double(last - run.stepCount)
    return ProgressReport(
      "pretrain", completed: run.stepCount, of: last,
      detail:
        "loss \(rounded(run.losses.last ?? 0)), \(Int(clamping: Double(tokens) / passed)) tokens/s, "
        + "\(Int(clamping: left.rounded(.up))) s left"
    )
  }
}
