import Script
import Tensors

extension TensorCommands {
  /// `zeros`: a tensor of zeros.
  static var zeros: Command {
    let sizes = Parameter.positional("shape", .list(of: .integer()), summary: "the sizes of its axes")
    return Command(
      "zeros", topic: topic, summary: "makes a tensor of zeros",
      parameters: [sizes],
      examples: [
        Example(
          "zeros [2, 3]",
          prints: """
            tensor 2 × 3
            0  0  0
            0  0  0
            """)
      ]
    ) { arguments, _ in Value(Tensor(repeating: 0, shape: try arguments.shape(sizes))) }
  }
}
