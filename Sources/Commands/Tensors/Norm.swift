import Script
import Tensors

extension TensorCommands {
  /// `norm`: √ Σ x².
  static var norm: Command {
    let tensor = Parameter.positional("tensor", .tensor, summary: "a tensor, or numbers in lists")
    let axis = TensorCommands.axis("the axis that the vectors lie along")
    return Command(
      "norm", topic: topic, summary: "gives the Euclidean norm of a tensor, the length of a vector",
      details: """
        The norm is the square root of the sum of the squares of all elements. With `axis:` it is that of the vectors
        along one axis, which is gone from the result.
        """,
      parameters: [tensor, axis],
      examples: [
        Example("norm [3, 4]", prints: "5"),
        Example("norm [[3, 4], [6, 8]] axis: -1", prints: "vector of 2\n 5  10"),
      ]
    ) { arguments, _ in
      let x = try arguments.variable(tensor)
      if let axis = try arguments.axis(axis, of: x.shape) { return Value(x.norm(axis: axis)) }
      return x.isDifferentiable ? Value(x.norm()) : .number(x.value.sumOfSquares().squareRoot())
    }
  }
}
