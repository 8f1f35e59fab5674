import Models
import Script
import Tailoring

extension ComparingCommands {
  /// `inspect`: which examples contradict what was learned.
  static func inspect(_ store: ModelStore) -> Command {
    let subject = Parameter.positional("adaptation", .adaptation, summary: "what tailors the model, or none")
    let on = Parameter.labelled("on", .examples, summary: "the examples, if not those it was learned from")
    let top = Parameter.labelled(
      "top", .integer(1...10_000), .otherwise(.number(10)), summary: "how many rows to look at")
    let truth = Parameter.labelled("truth", .examples, summary: "examples that are known to be right")
    return Command(
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
      parameters: [subject, on, top, truth, Parameter.model(store)],
      examples: [
        Example(
          "use gemma3-270m\nlet french = prompt \"Translate English to French\" [bread => pain, butter => beurre]\n"
            + "(inspect $french on: [cheese => fromage, milk => chien, water => eau]).rows[0].question",
          prints: "milk", needsModel: true)
      ]
    ) { arguments, context in
      let model = try arguments.model(store, context).model
      let adaptation = try arguments[subject]
      let tailored = try arguments.tailored(model, by: adaptation, at: subject)
      guard let data = try arguments.dataset(on) ?? adaptation.record?.data else {
        throw arguments.mistake(
          "nobody knows what examples this was learned from", at: subject,
          suggestion: "say which to look at: on: $data")
      }
      return try arguments.blaming(subject) {
        let inspection = try tailored.inspection(
          of: data, top: arguments[top], truth: arguments.dataset(truth), check: context.host.checkCancelled
        ) { done in
          context.host.report(ProgressReport("inspect", completed: done, of: data.count))
        }
        return .object(InspectionObject(inspection))
      }
    }
  }
}
