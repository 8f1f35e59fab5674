import Script
import Tailoring

extension DataCommands {
  /// `shuffle`: a random order.
  static let shuffle = Command(
    "shuffle", topic: topic, summary: "puts the examples of a data set in a random order",
    details: """
      The same seed gives the same order everywhere. `take` behind it gives examples
      at random, and with one seed more of them begin with the fewer.
      """,
    parameters: [.positional("dataset", .examples, summary: "a data set or a list of pairs"), .seed],
    examples: [Example("data capitals | shuffle seed: 1 | take 20 | count", prints: "20")]
  ) { arguments, context in
    .object(DatasetObject(try arguments.dataset("dataset").shuffled(seed: arguments.seed(context))))
  }
}
