import Models
import Script
import Tailoring

extension ComparingCommands {
  /// `inspect`: which examples contradict what was learned.
  static func inspect(_ store: ModelStore) -> Command {
    Command(
      "inspect", topic: topic, summary: "ranks examples by how little a tailored model believes their answers",
      details: """
        `loss` is −log p of the token that decides which answer it is: the first one,
        unless all answers begin alike. The greatest comes first, and beside it stands
        what the model says instead. Answers that the others contradict come up, so
        wrong ones are found near the top, as long as they were not learned by heart:
        few steps of tuning are enough for this.

        Without `on:` the examples are those that the adaptation was learned from. With
        `truth:`, examples known to be right, or where `spoil` made answers wrong, it
        tells how many of the first rows are wrong: `found`, of all the `wrong`, and as
        a part of these rows, `precision`. `corrections` are these with their true
        answers, for `fix`. `plot` draws both over the number of rows.

        Arpit et al. 2017 found that patterns are learned before noise; ranking labels
        by it is Northcutt et al. 2021, confident learning.
        """,
      parameters: [
        .positional("adaptation", .adaptation, summary: "what tailors the model, or none"),
        .labelled("on", .examples, summary: "the examples, if not those it was learned from"),
        .labelled("top", .integer(1...10_000), .otherwise(.number(10)), summary: "how many rows to look at"),
        .labelled("truth", .examples, summary: "examples that are known to be right"),
        .model(store),
      ],
      examples: [
        Example(
          "use gemma3-270m\nlet french = prompt \"Translate English to French\" [bread => pain, butter => beurre]\n"
            + "(inspect $french on: [cheese => fromage, milk => chien, water => eau]).rows[0].question",
          prints: "milk", needsModel: true)
      ]
    ) { arguments, context in
      let model = try arguments.model(store, context).model
      let adaptation = try arguments.adaptation("adaptation") ?? .none
      let tailored = try arguments.tailored(model, by: adaptation, at: "adaptation")
      let data = try arguments.inspected(adaptation)
      return try arguments.blaming("adaptation") {
        let inspection = try tailored.inspection(
          of: data, top: arguments.integer("top"),
          truth: arguments.value("truth") == nil ? nil : arguments.dataset("truth"),
          check: context.host.checkCancelled
        ) { done in
          context.host.report(ProgressReport("inspect", completed: done, of: data.count))
        }
        return .object(InspectionObject(inspection))
      }
    }
  }
}

extension Arguments {
  /// The examples to inspect: those given, or those that the adaptation was learned from.
  fileprivate func inspected(_ adaptation: Adaptation) throws -> Dataset {
    if value("on") != nil { return try dataset("on") }
    guard let record = adaptation.record else {
      throw mistake(
        "nobody knows what examples this was learned from", at: "adaptation",
        suggestion: "say which to look at: on: $data")
    }
    return record.data
  }
}
