import Tailoring

extension DocumentTask {
  private static let keys = [
    "name", "data", "question", "answer", "then", "by", "labels", "kinds", "route", "text", "weight", "examples",
    "descriptions", "examined",
  ]

  /// Reads a task; `among` are those before it, which it may name.
  init(_ field: RecipeField, among tasks: [DocumentTask], _ files: inout RecipeFiles) throws {
    let task = try field.object(Self.keys)
    name = try task["name"].text()
    descriptions = try task["descriptions"].texts()
    examples = try task["examples"].range(0...100, default: 0...8)
    isExamined = try task["examined"].boolean(default: true)
    let rows: Int
    if task["route"].value != nil {
      (content, rows) = try Self.routes(task, tasks, &files)
    } else if task["text"].value != nil {
      (content, rows) = try Self.texts(task, &files)
    } else if task["labels"].value != nil {
      (content, rows) = try Self.labels(task, &files)
    } else {
      let facts = try Self.facts(task, &files)
      (content, rows) = (.facts(facts), facts.count)
    }
    // Each of all facts is met as often as any other, unless the recipe weighs the task.
    weight = try task["weight"].number(0...1e6, default: 1) * Double(rows)
  }

  private static func facts(_ task: RecipeObject, _ files: inout RecipeFiles) throws -> [Dataset.Example] {
    let data = try files.examples(task["data"], question: task["question"].text(), answer: task["answer"].text())
    guard task["then"].value != nil else { return data.examples }
    let then = try task["then"].object(["data", "question", "answer"])
    let second = try files.examples(then["data"], question: then["question"].text(), answer: then["answer"].text())
    let answers = Dictionary(second.examples.map { ($0.question, $0.answer) }) { first, _ in first }
    let joined = data.examples.compactMap { example in
      answers[example.answer].map { Dataset.Example(question: example.question, answer: $0) }
    }
    guard !joined.isEmpty else { throw task["then"].error("has none of the answers among its questions") }
    return joined
  }

  private static func labels(_ task: RecipeObject, _ files: inout RecipeFiles) throws -> (Content, rows: Int) {
    let data = try files.examples(task["data"], question: task["question"].text(), answer: task["by"].text())
    let groups = Dictionary(grouping: data.examples, by: \.answer).sorted { $0.key < $1.key }
      .map { $0.value.map(\.question) }
    let labels = try task["labels"].texts()
    let most = min(groups.count, labels.count)
    guard most >= 2 else { throw task["labels"].error("should be two or more, for two or more kinds") }
    let kinds = try task["kinds"].range(1...most, default: 2...most)
    return (.labels(groups, kinds: kinds, labels: labels), data.count)
  }

  private static func routes(
    _ task: RecipeObject, _ tasks: [DocumentTask], _ files: inout RecipeFiles
  ) throws -> (Content, rows: Int) {
    var all: [[[Dataset.Example]]] = []
    let sorting = try files.examples(task["data"], question: task["question"].text(), answer: task["by"].text())
    let kinds = Dictionary(sorting.examples.map { ($0.question, $0.answer) }) { first, _ in first }
    let names = Set(kinds.values).sorted()
    for field in try task["route"].elements() {
      let name = try field.text()
      guard case .facts(let facts)? = tasks.first(where: { $0.name == name })?.content else {
        throw field.error("is no task before this one whose content is facts")
      }
      let groups = Dictionary(grouping: facts) { kinds[$0.question] ?? "" }
      all.append(names.map { groups[$0] ?? [] })
    }
    guard all.count >= 2 else { throw task["route"].error("should name two or more tasks") }
    // Kinds of which a task has no facts can't be routed to it.
    let usable = names.indices.filter { kind in all.allSatisfy { !$0[kind].isEmpty } }
    guard usable.count >= 2 else { throw task["route"].error("should name tasks with two or more kinds in common") }
    let range = try task["kinds"].range(1...usable.count, default: 2...usable.count)
    return (.routes(all.map { task in usable.map { task[$0] } }, kinds: range), sorting.count)
  }

  private static func texts(_ task: RecipeObject, _ files: inout RecipeFiles) throws -> (Content, rows: Int) {
    let column = try task["text"].text()
    let data = try files.examples(task["data"], question: column, answer: task["answer"].text())
    let lines = data.examples.map { $0.question.split(separator: " / ").joined(separator: "\n") }
    return (.texts(lines), lines.count)
  }
}
