import Script
import Tailoring

extension PromptCommands {
  /// `ensemble`: adaptations that vote.
  static var ensemble: Command {
    let voters = Parameter.positional("members", .list(of: .adaptation), summary: "what votes, two at least")
    return Command(
      "ensemble", topic: topic, summary: "makes an adaptation of several that vote",
      details: """
        All members answer a question, in one batch over the one frozen model, and the
        answer that most of them give is taken. Of answers with as many votes the surer
        one wins: the greater sum of log p over those who gave it.

        It can be asked, scored and compared as any adaptation. Its loss is that of the
        mean of its members' probabilities. Members are saved one by one.
        """,
      parameters: [voters],
      examples: [
        Example(
          "let french = prompt \"Translate English to French\" [bread => pain]\n"
            + "let francais = prompt \"Traduire en français\" [bread => pain]\nensemble [$french, $francais]",
          prints: """
            member  what
                 1  prompt "Translate English to French" and 1 example
                 2  prompt "Traduire en français" and 1 example
            """)
      ]
    ) { arguments, _ in
      let ensemble = try arguments.blaming(voters) { try Ensemble(arguments[voters]) }
      return .object(AdaptationObject(.ensemble(ensemble)))
    }
  }
}

extension Ensemble {
  /// `ensemble of 3`.
  var summary: String { "ensemble of \(members.count)" }

  /// A row for each member.
  var table: Value {
    .list(
      members.enumerated().map { index, member in
        .record(["member": .number(Double(index + 1)), "what": .text(AdaptationObject(member).summary)])
      })
  }
}
