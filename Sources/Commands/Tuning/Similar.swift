import Models
import Script
import Tailoring
import Tensors

extension TuningCommands {
  /// `similar`: soft prompts by how near they are to one.
  static func similar(_ store: ModelStore) -> Command {
    Command(
      "similar", topic: topic, summary: "ranks soft prompts as starting points for a task, the nearest first",
      details: """
        A prompt that was learned for a task stands for the task: prompts of tasks that
        help each other are near (SPoT, Vu et al. 2022). So tune a prompt briefly, look
        what it is near, and begin again with `tune prompt … from:` the first.

        `rows` is the mean cosine of every row of one with every row of the other, by
        which the table is sorted; `means` the cosine of their mean rows. What is to be
        ranked may be a soft prompt, a folder that holds one, or a universal prompt,
        each of whose tasks then has a row. Prompts that started from the same rows are
        near because of that: give `tune` other seeds.
        """,
      parameters: [
        .positional("prompt", .object(["adaptation"]), summary: "a soft prompt"),
        .labelled(
          "to", .list(of: .oneOf([.object(["adaptation"]), .file])), .required,
          summary: "soft prompts, universal prompts, or folders of them"),
        .labelled("labels", .list(of: .text), summary: "what they are called"),
        .model(store),
      ],
      examples: [
        Example(
          "use gemma3-270m\nlet soft = tune prompt on: [bread => pain, sun => soleil] length: 2 steps: 2 seed: 1\n"
            + "(similar $soft to: [$soft])[0].means",
          prints: "1", needsModel: true)
      ]
    ) { arguments, context in
      let model = try arguments.model(store, context).model
      let prompt = try arguments.softPrompt("prompt", for: model).rows
      let ranked = try arguments.candidates(for: model, store, context).map { name, rows in
        (name, similarity: PromptSimilarity(prompt, rows))
      }
      return .list(
        ranked.sorted { $0.similarity.ofRows > $1.similarity.ofRows }.map { name, similarity in
          .record([
            "prompt": .text(name), "rows": .number(similarity.ofRows), "means": .number(similarity.ofMeans),
          ])
        })
    }
  }
}

extension Arguments {
  /// The soft prompts of `to:` and what they are called: as `labels:` says, else by their folders or tasks, or by
  /// their places in the list, from 0.
  fileprivate func candidates(
    for model: LanguageModel, _ store: ModelStore, _ context: Context
  ) throws -> [(name: String, rows: Tensor)] {
    let list = try list("to")
    if list.isEmpty { throw mistake("there is nothing to rank: the list is empty", at: "to") }
    let names = try labels(or: list.enumerated().map { $1.text ?? "\($0)" }, of: "prompt")
    return try zip(names, list).flatMap { name, item -> [(name: String, rows: Tensor)] in
      let adaptation = try adaptation(of: item, store, context)
      guard case .learned(let learned) = adaptation, case .universalPrompt(let universal) = learned.numbers else {
        return [(name, try softPrompt(adaptation, for: model, at: "to").rows)]
      }
      try check(learned, for: model, at: "to")
      return zip(universal.tasks, universal.prompts).map { ("\(name).\($0)", $1.rows) }
    }
  }

  /// An adaptation that was given, or what a folder holds.
  private func adaptation(of item: Value, _ store: ModelStore, _ context: Context) throws -> Adaptation {
    guard let path = item.text else { return (item.object as? AdaptationObject)?.adaptation ?? .none }
    return try blaming("to") {
      try LoadSource(path: path, arguments: self, context: context, parameter: "to").adaptation(store)
    }
  }
}
