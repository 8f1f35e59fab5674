import Script
import Tensors

extension TensorCommands {
  /// `softmax`: numbers as probabilities.
  static var softmax: Command {
    let source = Parameter.positional("tensor", .tensor, summary: "a tensor, or numbers in lists")
    let axis = Parameter.labelled(
      "axis", .integer(), .otherwise(.number(-1)),
      summary: "the axis that adds up to 1, from 0, or from the end with -1")
    let temperature = Parameter.labelled(
      "temperature", .number(0.01...100), .otherwise(.number(1)), summary: "what the numbers are divided by")
    return Command(
      "softmax", topic: topic, summary: "makes probabilities of numbers such as logits",
      details: """
        Along the axis every x becomes e^(x / temperature), divided by the sum of these, so that they add up to 1. A
        temperature below 1 makes the likely likelier, one above 1 evens them out.
        """,
      parameters: [source, axis, temperature],
      examples: [
        Example("softmax [1, 2, 3]", prints: "vector of 3\n0.0900  0.2447  0.6652"),
        Example("softmax [1, 2, 3] temperature: 0.5", prints: "vector of 3\n0.0159  0.1173  0.8668"),
      ]
    ) { arguments, _ in
      let tensor = try arguments.variable(source).scaled(by: Float(1 / arguments[temperature]))
      let index = try arguments.blaming(axis) { try tensor.shape.axis(arguments[axis]) }
      guard index < tensor.shape.rank - 1 else { return Value(tensor.softmax()) }
      // The kernel works along the last axis: swap it with the one that is meant, and back.
      var order = Array(0..<tensor.shape.rank)
      order.swapAt(index, order.count - 1)
      return Value(tensor.permuted(order).softmax().permuted(order))
    }
  }
}
