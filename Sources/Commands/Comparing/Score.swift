import Models
import Script
import Tailoring

extension ComparingCommands {
  /// `score`: how well a model does on a data set.
  static func score(_ store: ModelStore) -> Command {
    let subject = Parameter.positional("adaptation", .adaptation, summary: "what tailors the model, or none")
    let on = Parameter.labelled("on", .examples, .required, summary: "the data set, or a list of pairs")
    return Command(
      "score", topic: topic, summary: "tells how well a model does on a data set with an adaptation",
      details: """
        An answer is right when it is the expected one letter by letter; the likeliest
        token is taken each time. `exact-match` is the part that is right. `loss` is
        the mean of −log p over the tokens of the expected answers: it moves long
        before an answer becomes right.

        Where there are few different answers, `majority` is what always giving the
        commonest one would get right: the score to beat.
        """,
      parameters: [subject, on, Parameter.model(store)],
      examples: [
        Example(
          "use gemma3-270m\nlet french = prompt \"Translate English to French\" [bread => pain, butter => beurre]\n"
            + "(score $french on: [cheese => fromage, milk => lait]).right",
          prints: "2", needsModel: true)
      ]
    ) { arguments, context in
      let model = try arguments.model(store, context).model
      let data = try arguments.dataset(on)
      let tailored = try arguments.tailored(model, by: arguments[subject], at: subject)
      return try arguments.blaming(on) {
        let score = try tailored.score(on: data, check: context.host.checkCancelled) { done in
          context.host.report(ProgressReport("score", completed: done, of: data.count))
        }
        return .record(Record(score.columns + (score.complaint.map { [("complaint", .text($0))] } ?? [])))
      }
    }
  }
}

extension Score {
  /// The score as columns of a table.
  var columns: [(String, Value)] {
    [
      ("right", .number(Double(right))), ("of", .number(Double(count))), ("exact-match", .number(exactMatch)),
      ("loss", .number(loss)),
    ] + (majority.map { [("majority", .number($0))] } ?? [])
  }
}
