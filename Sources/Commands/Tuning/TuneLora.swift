import Models
import Script
import Tailoring

extension TuningCommands {
  /// `tune lora`: learns a low-rank update.
  static func tuneLora(_ store: ModelStore) -> Command {
    let tuning = TuningParameters(usualRate: TuningMethod.lowRank(rank: 1, alpha: 1, projections: []).usualRate)
    let rank = Parameter.labelled(
      "rank", .integer(1...1024), .otherwise(.number(8)), summary: "how thin the matrices are")
    let alpha = Parameter.labelled(
      "alpha", .number(0...1_000_000), summary: "how much they weigh; twice the rank if not given")
    let targets = Parameter.labelled(
      "targets", .list(of: .choice(of: Projection.self)), .otherwise(.list([.text("query"), .text("value")])),
      summary: "which matrices of a layer")
    return Command(
      "tune lora", topic: topic, summary: "learns a LoRA: small matrices beside some of the model's own",
      details: """
        The model stays as it is. Beside each matrix W of `targets:`, in every layer,
        stand two thin ones, A with `rank:` rows and B with as many columns, and the
        layer computes W x + alpha/rank · B A x. B is zero at first, so the first step
        begins with the model itself.

        Ctrl-C stops, and `resume` goes on.
        """,
      parameters: tuning.around([rank, alpha, targets], store),
      examples: [
        Example(
          "use gemma3-270m\n"
            + "let lora = tune lora on: [bread => pain, butter => beurre] rank: 8 steps: 2 seed: 1\n$lora.numbers",
          prints: "368640", needsModel: true)
      ]
    ) { arguments, context in
      let model = try arguments.model(store, context).model
      let chosen = Set(try arguments[targets])
      if chosen.isEmpty { throw arguments.mistake("there is nothing to learn: the list is empty", at: targets) }
      let method = TuningMethod.lowRank(
        rank: try arguments[rank], alpha: try arguments[alpha] ?? Double(2 * arguments[rank]),
        projections: Projection.allCases.filter(chosen.contains))
      return try tuning.tune("tune lora", method, of: model, arguments, context)
    }
  }
}
