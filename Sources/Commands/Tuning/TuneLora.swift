import Models
import Script
import Tailoring

extension TuningCommands {
  /// `tune lora`: learns a low-rank update.
  static func tuneLora(_ store: ModelStore) -> Command {
    Command(
      "tune lora", topic: topic, summary: "learns a LoRA: small matrices beside some of the model's own",
      details: """
        The model stays as it is. Beside each matrix W of `targets:`, in every layer,
        stand two thin ones, A with `rank:` rows and B with as many columns, and the
        layer computes W x + alpha/rank · B A x. B is zero at first, so the first step
        begins with the model itself.

        Ctrl-C stops, and `resume` goes on.
        """,
      parameters: Parameter.tuning(
        store, usualRate: TuningMethod.lowRank(rank: 1, alpha: 1, projections: []).usualRate,
        [
          .labelled("rank", .integer(1...1024), .otherwise(.number(8)), summary: "how thin the matrices are"),
          .labelled("alpha", .number(0...1_000_000), summary: "how much they weigh; twice the rank if not given"),
          .labelled(
            "targets", .list(of: .choice(Projection.allCases.map(\.rawValue))),
            .otherwise(.list([.text("query"), .text("value")])), summary: "which matrices of a layer"),
        ]),
      examples: [
        Example(
          "use gemma3-270m\n"
            + "let lora = tune lora on: [bread => pain, butter => beurre] rank: 8 steps: 2 seed: 1\n$lora.numbers",
          prints: "368640", needsModel: true)
      ]
    ) { arguments, context in
      let model = try arguments.model(store, context).model
      let rank = try arguments.integer("rank")
      let targets = Set(try arguments.list("targets").compactMap(\.text))
      let projections = Projection.allCases.filter { targets.contains($0.rawValue) }
      guard !projections.isEmpty else {
        throw arguments.mistake("there is nothing to learn: the list is empty", at: "targets")
      }
      let alpha = try arguments.optionalNumber("alpha") ?? Double(2 * rank)
      return try arguments.tune(
        "tune lora", .lowRank(rank: rank, alpha: alpha, projections: projections), of: model, context)
    }
  }
}
