import Script
import Tensors

extension TensorCommands {
  /// `cosine`: how alike the directions of vectors are.
  static var cosine: Command {
    let left = Parameter.positional("first", .tensor, summary: "a vector, or rows of a matrix")
    let right = Parameter.positional("second", .tensor, summary: "what to compare it with")
    return Command(
      "cosine", topic: topic, summary: "gives the cosine of the angle between vectors",
      details: """
        It is 1 for vectors of the same direction, 0 for perpendicular ones, -1 for opposite ones, and nan where one of
        them is all zeros. The rows of matrices are compared one by one: of two matrices row by row, of a matrix and a
        vector every row with the vector.
        """,
      parameters: [left, right],
      examples: [
        Example("cosine [1, 0] [1, 1]", prints: "0.707107"),
        Example("cosine [[1, 0], [0, 2], [-3, 0]] [5, 0]", prints: "vector of 3\n 1   0  -1"),
      ]
    ) { arguments, _ in
      let first = try arguments.variable(left)
      let second = try arguments.variable(right)
      return try arguments.blaming(right) {
        let (a, b) = (first.shape, second.shape)
        guard a.columns == b.columns else { throw TensorError.lengths(a, b, for: "cosine") }
        guard let cosine = first.cosine(with: second) else { throw TensorError.broadcast(a, b, for: "cosine") }
        return Value(cosine)
      }
    }
  }
}
