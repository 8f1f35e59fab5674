import Models
import Script
import Tailoring

extension PromptCommands {
  /// What `show` gives for learned numbers: those of a soft prompt and the closest token to each row, else the
  /// changes of the model. Without a model a soft prompt has its numbers only.
  static func shown(
    _ learned: LearnedAdaptation, _ arguments: Arguments, _ store: ModelStore, _ context: Context
  ) throws -> Value {
    if case .softPrompt(let prompt) = learned.numbers {
      let rows = prompt.rows
      guard let model = try arguments.optionalModel(store, context)?.model else {
        return .record(["numbers": Value(rows)])
      }
      _ = try arguments.tailored(model, by: .learned(learned), at: "adaptation")
      let neighbours = try model.nearest(to: rows, count: 1, check: context.host.checkCancelled)
      return .record([
        "numbers": Value(rows),
        "closest": .list(
          neighbours.enumerated().flatMap { row, neighbours in
            neighbours.map { .nearest($0, to: rows.rows(row..<row + 1), number: row, of: model, withDistance: true) }
          }),
      ])
    }
    let model = try arguments.model(store, context).model
    _ = try arguments.tailored(model, by: .learned(learned), at: "adaptation")
    return .list(
      try learned.changes(of: model, check: context.host.checkCancelled).map { change in
        .record([
          "weights": .text(change.place), "learned": .number(Double(change.numbers)), "change": .number(change.size),
        ])
      })
  }
}
