import Script
import Tensors

extension TensorCommands {
  /// `random`: a tensor of seeded random numbers.
  static var random: Command {
    let sizes = Parameter.positional("shape", .list(of: .integer()), summary: "the sizes of its axes")
    let distribution = Parameter.labelled(
      "distribution", .choice(of: Distribution.self), .otherwise(.text("normal")), summary: "how they are spread")
    return Command(
      "random", topic: topic, summary: "makes a tensor of random numbers",
      details: """
        Numbers are drawn from the standard normal distribution, or between 0 and 1. The same seed gives the same numbers
        on every machine; without `seed:` it is the session's.
        """,
      parameters: [sizes, distribution, Parameter.seed],
      examples: [
        Example(
          "random [2, 3] seed: 1",
          prints: """
            tensor 2 × 3
            -1.5452  -1.0136   0.9583
            -0.2818  -1.9041   2.2390
            """),
        Example("random [4] distribution: uniform seed: 1", prints: "vector of 4\n0.7029  0.5204  0.5741  0.3913"),
      ]
    ) { arguments, context in
      let shape = try arguments.shape(sizes)
      let isUniform = try arguments[distribution] == .uniform
      var generator = SeededGenerator(seed: try arguments.seed(context))
      let storage = Storage(uninitialized: shape.count)
      for index in 0..<shape.count {
        if index % 65_536 == 0 { try context.host.checkCancelled() }
        storage.floats[index] = isUniform ? Float(generator.next() >> 40) * 0x1p-24 : Float(generator.normal())
      }
      return Value(Tensor(shape: shape, storage: storage))
    }
  }

  private enum Distribution: String, CaseIterable {
    case normal, uniform
  }
}
