import Script
import Tensors

extension TensorCommands {
  /// `tensor`: numbers in a shape.
  static var tensor: Command {
    let numbers = Parameter.positional("numbers", .tensor, summary: "numbers, in lists of lists for more axes")
    return Command(
      "tensor", topic: topic, summary: "makes a tensor of numbers",
      details: """
        A list of numbers gives a vector, a list of lists a matrix, and so on; tensors of one shape in a list are stacked.
        The elements are 32-bit floats, which have about seven digits.

        $t[0] is the first part of the first axis: a number of a vector, a row of a matrix. $t.shape, $t.rows, $t.columns,
        $t.size and $t.checksum tell about it.

        + - * / combine tensors element by element, and with numbers. Shapes line up from the last axis back; where one
        of them has size 1, or no axis, its element counts for all of the other's. An element divided by zero is inf or
        nan. $a @ $b is the matrix product; of two vectors it is a number.
        """,
      parameters: [numbers],
      examples: [
        Example(
          "tensor [[1, 2, 3], [4, 5, 6]]",
          prints: """
            tensor 2 × 3
            1  2  3
            4  5  6
            """),
        Example("let v = tensor [3, 4]\n$v @ $v\n$v[1]", prints: "25\n4"),
        Example(
          "let t = tensor [[1, 2], [3, 4]]\n$t * 10 + (tensor [0.5, 0.25])",
          prints: """
            tensor 2 × 2
            10.50  20.25
            30.50  40.25
            """),
      ]
    ) { arguments, _ in Value(try arguments.variable(numbers)) }
  }
}
