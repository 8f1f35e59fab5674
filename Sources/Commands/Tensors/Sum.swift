import Script
import Tensors

extension TensorCommands {
  /// `sum`: Σ x.
  static var sum: Command {
    let tensor = Parameter.positional("tensor", .tensor, summary: "a tensor, or numbers in lists")
    let axis = TensorCommands.axis("the axis to add up along")
    return Command(
      "sum", topic: topic, summary: "adds up the elements of a tensor",
      details: """
        With `axis:` the elements along one axis are added up, and that axis is gone from the result.
        Sums are made in double precision and in the order of the elements, so they are the same everywhere.
        """,
      parameters: [tensor, axis],
      examples: [
        Example("sum [1, 2, 3.5]", prints: "6.5"),
        Example("sum [[1, 2, 3], [4, 5, 6]] axis: 0", prints: "vector of 3\n5  7  9"),
      ]
    ) { arguments, _ in
      let x = try arguments.variable(tensor)
      if let axis = try arguments.axis(axis, of: x.shape) { return Value(x.sum(axis: axis)) }
      return x.isDifferentiable ? Value(x.sum()) : .number(x.value.sum())
    }
  }
}
