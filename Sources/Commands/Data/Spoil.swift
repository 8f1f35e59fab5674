import Script
import Tailoring

extension DataCommands {
  /// `spoil`: wrong answers, on purpose.
  static var spoil: Command {
    let source = Parameter.positional("dataset", .examples, summary: "a data set or a list of pairs")
    let part = Parameter.labelled("part", portion, .otherwise(.number(0.05)), summary: "how much to spoil")
    return Command(
      "spoil", topic: topic, summary: "gives some examples of a data set wrong answers, to see what becomes of them",
      details: """
        As many examples as `part:` says (a fraction such as 0.05, or a number) get the
        answer of another example, chosen at random. The data set remembers which:
        its field `spoiled` lists them with their true answers, also in what `split`,
        `shuffle` and `take` make of it. See `inspect` and `fix`.
        """,
      parameters: [source, part, Parameter.seed],
      examples: [
        Example("let noisy = data capitals | spoil part: 0.05 seed: 1\ncount $noisy.spoiled", prints: "9"),
        Example(
          "spoil [hot => cold, up => down] part: 2 seed: 1",
          prints: """
            list: 2 examples

            question  answer
            hot       down
            up        cold
            """),
      ]
    ) { arguments, context in
      let dataset = try arguments.dataset(source)
      let spoiled = try arguments.blaming(part) {
        try dataset.spoiling(arguments.portion(arguments[part], at: part), seed: arguments.seed(context))
      }
      return .object(DatasetObject(spoiled))
    }
  }
}
