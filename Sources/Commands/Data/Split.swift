import Script
import Tailoring

extension DataCommands {
  /// `split`: parts of a data set.
  static var split: Command {
    let source = Parameter.positional("dataset", .examples, summary: "a data set or a list of pairs")
    let train = Parameter.labelled("train", portion, summary: "how much to learn from")
    let dev = Parameter.labelled("dev", portion, summary: "how much to choose by, between what was learned")
    let test = Parameter.labelled("test", portion, summary: "how much to judge by")
    return Command(
      "split", topic: topic, summary: "cuts a data set into parts: to learn from, and to judge by",
      details: """
        A part is given as a fraction (0.8) or as a number of examples (400). The
        examples are mixed first; `train` is cut off the beginning, `dev` after it,
        and `test` off the end. `train` or `test` is all that is left when only the
        other is given; without both, `train` is 0.8. With one seed and one size of
        `test` the test examples stay the same however many there are to train on, and
        fewer of those are the first of more.
        """,
      parameters: [source, train, dev, test, Parameter.seed],
      examples: [
        Example(
          "let parts = data capitals | split train: 100 test: 50 seed: 1\ncount $parts.train\ncount $parts.test",
          prints: "100\n50"),
        Example("(split [a => 1, b => 2, c => 3, d => 4] train: 0.5).train | count", prints: "2"),
      ]
    ) { arguments, context in
      let dataset = try arguments.dataset(source)
      return try arguments.blaming(train) {
        let split = try dataset.split(
          train: arguments.portion(train), dev: arguments.portion(dev),
          test: arguments.portion(test), seed: arguments.seed(context))
        return .record(
          Record(
            [("train", split.train), ("dev", split.dev), ("test", split.test)].compactMap { name, part in
              part.map { (name, .object(DatasetObject($0))) }
            }))
      }
    }
  }

  /// How much of a data set; see ``Arguments/portion(_:at:)``.
  static let portion = ArgumentType<Double>.number(0...1_000_000_000)
}

extension Arguments {
  /// The portion of a parameter, nil when none was given.
  fileprivate func portion(_ parameter: Parameter<Double?>) throws -> Portion? {
    try self[parameter].map { try portion($0, at: parameter) }
  }

  /// A number as a portion: a fraction below 1, or a whole number.
  func portion(_ number: Double, at parameter: any AnyParameter) throws -> Portion {
    if number < 1 { return .fraction(number) }
    guard let count = Int(exactly: number) else {
      throw mistake(
        "`\(parameter.name):` takes a fraction below 1 or a number of examples, not \(format(number))", at: parameter)
    }
    return .count(count)
  }
}
