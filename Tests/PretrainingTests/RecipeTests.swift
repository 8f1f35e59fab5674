import Tensors
import TestSupport
import Testing

@testable import Pretraining

@Suite struct RecipeTests {
  /// What documents of one task may be: lines of these, and nothing else.
  @Test(arguments: [
    ("fr", ["bread => pain", "butter => beurre", "cheese => fromage", "cat => chat", "dog => chien", "French:"]),
    ("kinds", ["bread => food", "butter => food", "cheese => food", "cat => animal", "dog => animal"]),
    ("opposites in French", ["cat => chien"]),
    ("verses", ["the crowd went home", "the rain came down"]),
  ])
  func documentsAreMadeOfFacts(_ name: String, _ lines: [String]) throws {
    let recipe = try TinyRecipe.recipe(TinyRecipe.json(forms: #"["{q} => {a}"]"#))
    let task = try #require(recipe.documents.tasks.first { $0.name == name })
    let form = try #require(ExampleForm("{q} => {a}"))
    let maker = DocumentMaker(tasks: [task], forms: [form], usualForm: 1, described: 0.5)
    var generator = SeededGenerator(seed: 3)
    var seen: Set<String> = []
    for _ in 0..<200 {
      let document = maker.document(using: &generator)
      #expect(document.hasSuffix("\n"))
      let found = document.dropLast().split(separator: "\n").map(String.init)
      #expect(Set(found).count == found.count, "a line stands twice in \(found)")
      seen.formUnion(found)
    }
    #expect(seen == Set(lines))
  }

  /// In a document with labels every kind has one label, and two kinds have two.
  @Test func labelsAreOneForEachKind() throws {
    let task = try #require(TinyRecipe.recipe().documents.tasks.first { $0.name == "labels" })
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<100 {
      let pairs = task.pairs(8, using: &generator)
      let labels = Dictionary(grouping: pairs) { ["cat", "dog"].contains($0.question) }.mapValues {
        Set($0.map(\.answer))
      }
      #expect(labels.values.allSatisfy { $0.count == 1 } && Set(labels.values).count == labels.count)
    }
  }

  /// In a document with routes all questions of a kind are of one task.
  @Test func routesGoByKind() throws {
    let task = try #require(TinyRecipe.recipe().documents.tasks.first { $0.name == "routes" })
    var generator = SeededGenerator(seed: 1)
    var mixed = 0
    for _ in 0..<100 {
      let pairs = task.pairs(8, using: &generator)
      let routed = Dictionary(grouping: pairs) { ["cat", "dog"].contains($0.question) }
        .mapValues { Set($0.map { ["food", "animal"].contains($0.answer) }) }
      #expect(routed.values.allSatisfy { $0.count == 1 })
      mixed += Set(routed.values).count == 2 ? 1 : 0
    }
    #expect(mixed > 0)
  }

  /// Examples marked as unseen are in no document.
  @Test func unseenExamplesStayUnseen() throws {
    let recipe = try TinyRecipe.recipe()
    var generator = SeededGenerator(seed: 2)
    let text = (0..<500).map { _ in recipe.documents.document(using: &generator) }.joined()
    #expect(text.contains("dog") && !text.contains("horse") && !text.contains("cheval"))
  }

  @Test(arguments: [
    ("{}", "in the recipe, `name` is missing"),
    ("[]", "the recipe is an array, but should be an object"),
    (
      #"{"names": "x"}"#,
      "the recipe has a key \"names\", but only name, model, training, forms, usualForm, described, tasks mean something"
    ),
    (TinyRecipe.json(tasks: ""), "in the recipe, `tasks` should hold a task"),
    (TinyRecipe.json(forms: #"["{q}"]"#), "in the recipe, `forms[0]` should hold {q} and then {a}"),
    (
      TinyRecipe.json(training: #", "decay": 2"#),
      "in the recipe, `training.decay` is 2.0, but should be from 0.0 to 1.0"
    ),
    (
      TinyRecipe.json(tasks: #"{"name": "a", "data": "words.tsv", "question": "english", "answer": "latin"}"#),
      "in the recipe, `tasks[0].data` can't be used: there is no column `latin`, only `english`, `french`, `kind`, `pretraining`"
    ),
    (
      TinyRecipe.json(
        tasks: #"{"name": "a", "data": "words.tsv", "question": "english", "by": "kind", "route": ["b"]}"#),
      "in the recipe, `tasks[0].route[0]` is no task before this one whose content is facts"
    ),
  ])
  func mistakesAreNamedWithTheirPlace(_ json: String, _ message: String) {
    let error = #expect(throws: PretrainingError.self) { try TinyRecipe.recipe(json) }
    #expect(error?.description == message)
  }

  @Test func aMissingFileIsToldByWhoeverReads() {
    #expect(throws: MissingFile(path: "none.tsv")) {
      try TinyRecipe.recipe(
        TinyRecipe.json(tasks: #"{"name": "a", "data": "none.tsv", "question": "q", "answer": "a"}"#))
    }
  }
}
