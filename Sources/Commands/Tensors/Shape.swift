import Script
import Tensors

extension TensorCommands {
  /// `shape`: the sizes of a tensor's axes.
  static var shape: Command {
    let tensor = Parameter.positional("tensor", .tensor, summary: "a tensor, or numbers in lists")
    return Command(
      "shape", topic: topic, summary: "gives the sizes of a tensor's axes",
      parameters: [tensor],
      examples: [Example("shape [[1, 2, 3], [4, 5, 6]]", prints: "[2, 3]")]
    ) { arguments, _ in Value(try arguments.variable(tensor).shape) }
  }
}
