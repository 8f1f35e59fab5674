import Models
import Script
import Tailoring

extension ComparingCommands {
  /// `compare`: several adaptations side by side.
  static func compare(_ store: ModelStore) -> Command {
    let compared = Parameter.positional(
      "adaptations", .list(of: .adaptation), summary: "what to compare; none is the model as it is")
    let on = Parameter.labelled("on", .examples, .required, summary: "the data set, or a list of pairs")
    let others = Parameter.labelled("others", .list(of: .dataset), summary: "data sets of other tasks")
    let shots = Parameter.labelled(
      "shots", .integer(0...1000), .otherwise(.number(4)), summary: "examples shown of another task")
    let seeds = Parameter.labelled(
      "seeds", .list(of: .seed), summary: "random seeds, a run of tuning each")
    let labels = Parameter.labelled("labels", .list(of: .text), summary: "what the adaptations are called")
    return Command(
      "compare", topic: topic, summary: "judges several adaptations by the same examples, side by side",
      details: """
        A row is an adaptation: its score (see `score`); what it took: how many numbers
        were learned, their bytes (of a prompt: of its text), the examples it was made
        of, steps, GFLOP (10⁹ additions and multiplications, counted from shapes),
        seconds and `peak-mb`, the most memory that Primer, with the model and all else
        that it holds, had at one time in these steps (in 10⁶ bytes, on Linux; nothing
        where it is not known); and for `others:`, tasks that it was not made for,
        exact match without any adaptation and with it, to see what was forgotten.
        Because the bare model knows a task only from what it reads, the first `shots:`
        examples of such a task stand in front of every question.

        With `seeds:` all that was learned is learned again with each of them, from the
        same examples and in the same way. Then a row holds means, and of exact match
        the lowest and the highest too; `peak-mb` is the highest. Each member of an
        ensemble is learned with a seed of its own, made of this one and its place.
        That takes as long as the runs of `tune` did.

        The fields of a comparison are its columns: $comparison.loss. `plot` draws it.
        """,
      parameters: [compared, on, others, shots, seeds, labels, Parameter.model(store)],
      examples: [
        Example(
          "use gemma3-270m\nlet french = prompt \"Translate English to French\" [bread => pain, butter => beurre]\n"
            + "(compare [none, $french] on: [cheese => fromage, milk => lait]).exact-match",
          prints: "[0, 1]", needsModel: true)
      ]
    ) { arguments, context in
      let model = try arguments.model(store, context).model
      let adaptations = try arguments[compared]
      if adaptations.isEmpty {
        throw arguments.mistake("there is nothing to compare: the list is empty", at: compared)
      }
      let names = try arguments.labels(labels, or: distinguished(adaptations.map(\.kind)), of: "adaptation")
      let otherTasks = try arguments[others] ?? []
      guard Set(otherTasks.map(\.name)).count == otherTasks.count else {
        throw arguments.mistake(
          "two of these data sets have one name, and then columns can't be told apart", at: others)
      }
      return try arguments.blaming(compared) {
        let comparison = try Comparison(
          Array(zip(names, adaptations).map { (name: $0, adaptation: $1) }), of: model, on: arguments.dataset(on),
          others: otherTasks, shots: arguments[shots], seeds: arguments.distinct(seeds) ?? [],
          in: TuningEnvironment(context.host)
        ) { done, total, name in
          context.host.report(ProgressReport("compare", completed: done, of: total, detail: name))
        }
        return .object(ComparisonObject(comparison))
      }
    }
  }
}

extension TuningEnvironment {
  /// What a host provides.
  init(_ host: any Host) {
    self.init(check: host.checkCancelled, watchEffort: host.watchEffort)
  }
}

/// The names, each with its number where several are the same.
private func distinguished(_ names: [String]) -> [String] {
  var seen: [String: Int] = [:]
  return names.map { name in
    seen[name, default: 0] += 1
    let isOnly = names.count { $0 == name } == 1
    return isOnly ? name : "\(name) \(seen[name] ?? 1)"
  }
}

extension Adaptation {
  /// `none`, `prompt`, or the kind of what was learned.
  var kind: String {
    switch self {
    case .none: "none"
    case .prompt: "prompt"
    case .learned(let learned): learned.kind
    case .ensemble: "ensemble"
    }
  }
}
