import Script
import Tensors

extension TensorCommands {
  /// `mean`: Σ x / n.
  static var mean: Command {
    let tensor = Parameter.positional("tensor", .tensor, summary: "a tensor, or numbers in lists")
    let axis = TensorCommands.axis("the axis to average along")
    return Command(
      "mean", topic: topic, summary: "gives the mean of the elements of a tensor",
      details: "With `axis:` it is the mean along one axis, which is gone from the result.",
      parameters: [tensor, axis],
      examples: [
        Example("mean [1, 2, 6]", prints: "3"),
        Example("mean [[1, 2, 3], [4, 5, 6]] axis: 1", prints: "vector of 2\n2  5"),
      ]
    ) { arguments, _ in
      let x = try arguments.variable(tensor)
      if let axis = try arguments.axis(axis, of: x.shape) { return Value(x.mean(axis: axis)) }
      return x.isDifferentiable ? Value(x.mean()) : .number(x.value.sum() / Double(x.value.count))
    }
  }
}
