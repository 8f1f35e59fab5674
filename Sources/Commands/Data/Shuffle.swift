import Script
import Tailoring

extension DataCommands {
  /// `shuffle`: a random order.
  static var shuffle: Command {
    let source = Parameter.positional("dataset", .examples, summary: "a data set or a list of pairs")
    return Command(
      "shuffle", topic: topic, summary: "puts the examples of a data set in a random order",
      details: """
        The same seed gives the same order everywhere. `take` after it gives examples
        at random, and with one seed more of them begin with the fewer.
        """,
      parameters: [source, Parameter.seed],
      examples: [Example("data capitals | shuffle seed: 1 | take 20 | count", prints: "20")]
    ) { arguments, context in
      .object(DatasetObject(try arguments.dataset(source).shuffled(seed: arguments.seed(context))))
    }
  }
}
