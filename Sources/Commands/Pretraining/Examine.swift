import Pretraining
import Script

extension PretrainingCommands {
  /// `examine`: what a pre-trained model knows.
  static func examine(_ store: ModelStore, _ recipes: RecipeFinder) -> Command {
    let name = Parameter.positional("model", .model(store), summary: "a name or a path")
    let recipe = Parameter.labelled("recipe", .text, summary: "the recipe, if it is not called like the model")
    return Command(
      "examine", topic: topic, summary: "tells how much of its recipe a pre-trained model knows",
      details: """
        Every task of facts in the recipe is asked about, all facts of it that were
        seen in pre-training: with a description and two examples in front of the
        question (`both`), with the examples alone, with the description alone, and with
        nothing. The columns give the parts that are right.
        """,
      parameters: [name, recipe, Parameter.seed],
      examples: [Example("(examine pocket recipe: pebble)[0].task", prints: "young", needsModel: true)]
    ) { arguments, context in
      let host = context.host
      let model = try arguments.model(arguments[name], at: name, store, context)
      let documents = try arguments.blaming(arguments.has(recipe) ? recipe : name) {
        try recipes.recipe(arguments[recipe] ?? model.name, host).documents
      }
      let tasks = documents.factTasks.count
      let examination = try Examination(
        of: model.model, on: documents, seed: arguments.seed(context), check: host.checkCancelled
      ) { done in host.report(ProgressReport("examine", completed: done, of: tasks)) }
      return .list(
        examination.rows.map { row in
          let scores = zip(Examination.Front.allCases, row.scores).map {
            ($0.rawValue, Value.number(($1.exactMatch * 1000).rounded() / 1000))
          }
          return .record(
            Record([("task", .text(row.task)), ("facts", .number(Double(row.scores[0].count)))] + scores))
        })
    }
  }
}
