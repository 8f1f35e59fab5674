import Models
import Script
import Tailoring
import Tensors

extension TuningCommands {
  /// `similar`: soft prompts by how near they are to one.
  static func similar(_ store: ModelStore) -> Command {
    let prompt = Parameter.positional("prompt", .madeAdaptation, summary: "a soft prompt")
    let to = Parameter.labelled(
      "to", .list(of: .candidate), .required,
      summary: "soft prompts, universal prompts, or folders of them")
    let labels = Parameter.labelled("labels", .list(of: .text), summary: "what they are called")
    return Command(
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
      parameters: [prompt, to, labels, Parameter.model(store)],
      examples: [
        Example(
          "use gemma3-270m\nlet soft = tune prompt on: [bread => pain, sun => soleil] length: 2 steps: 2 seed: 1\n"
            + "(similar $soft to: [$soft])[0].means",
          prints: "1", needsModel: true)
      ]
    ) { arguments, context in
      let model = try arguments.model(store, context).model
      let rows = try arguments.softPrompt(arguments[prompt], for: model, at: prompt).rows
      let ranked = try arguments.candidates(to, labels, for: model, store, context).map { name, other in
        (name, similarity: PromptSimilarity(rows, other))
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

/// What is to be ranked.
private enum Candidate {
  case adaptation(Adaptation)
  /// A folder that holds an adaptation.
  case folder(String)
}

extension ArgumentType where Argument == Candidate {
  fileprivate static var candidate: ArgumentType {
    .oneOf(
      ArgumentType<Adaptation>.madeAdaptation.map { .adaptation($0) }, ArgumentType<String>.file.map { .folder($0) })
  }
}

extension Arguments {
  /// The soft prompts of a list and what they are called: as `labels:` says, else by their folders or tasks, or by
  /// their places in the list, from 0.
  fileprivate func candidates(
    _ parameter: Parameter<[Candidate]>, _ labelsParameter: Parameter<[String]?>, for model: LanguageModel,
    _ store: ModelStore, _ context: Context
  ) throws -> [(name: String, rows: Tensor)] {
    let candidates = try self[parameter]
    if candidates.isEmpty { throw mistake("there is nothing to rank: the list is empty", at: parameter) }
    let usual = candidates.enumerated().map { if case .folder(let path) = $1 { path } else { "\($0)" } }
    let names = try labels(labelsParameter, or: usual, of: "prompt")
    return try zip(names, candidates).flatMap { name, candidate -> [(name: String, rows: Tensor)] in
      let adaptation =
        switch candidate {
        case .adaptation(let adaptation): adaptation
        case .folder(let path):
          try blaming(parameter) {
            try LoadSource(path: path, parameter: parameter, arguments: self, context: context).adaptation(store)
          }
        }
      guard case .learned(let learned) = adaptation, case .universalPrompt(let universal) = learned.numbers else {
        return [(name, try softPrompt(adaptation, for: model, at: parameter).rows)]
      }
      try check(learned, for: model, at: parameter)
      return zip(universal.tasks, universal.prompts).map { ("\(name).\($0)", $1.rows) }
    }
  }
}
