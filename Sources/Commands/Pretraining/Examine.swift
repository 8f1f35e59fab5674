import Pretraining
import Script

extension PretrainingCommands {
  /// `examine`: what a pre-trained model knows.
  static func examine(_ store: ModelStore, _ recipes: RecipeFinder) -> Command {
    Command(
      "examine", topic: topic, summary: "tells how much of its recipe a pre-trained model knows",
      details: """
        Every task of facts in the recipe is asked about, all facts of it that were
        seen in pre-training: with a description and two examples in front of the
        question (`both`), with the examples alone, with the description alone, and with
        nothing. The columns give the parts that are right.
        """,
      parameters: [
        .positional("model", .oneOf([.object(["model"]), .modelName(store)]), .required, summary: "a name or a path"),
        .labelled("recipe", .text, summary: "the recipe, if it is not called like the model"),
        .seed,
      ],
      examples: [Example("(examine pocket recipe: pebble)[0].task", prints: "young", needsModel: true)]
    ) { arguments, context in
      let host = context.host
      let model = try arguments.model(named: "model", store, context)
      let named = try arguments.optionalText("recipe")
      let recipe = try arguments.blaming(named == nil ? "model" : "recipe") {
        try recipes.recipe(named ?? model.name, host)
      }
      let tasks = recipe.documents.factTasks.count
      let examination = try Examination(
        of: model.model, on: recipe.documents, seed: arguments.seed(context), check: host.checkCancelled
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
