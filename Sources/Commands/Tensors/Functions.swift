import Script
import Tensors

// The functions of one number: the same command with another name, formula and example.
extension TensorCommands {
  /// `exp`: eˣ.
  static let exp = command(
    .exp, summary: "gives e to the power of a number, or of each element of a tensor",
    example: Example("exp [0, 1, -1]", prints: "vector of 3\n1.0000  2.7183  0.3679"))

  /// `log`: the natural logarithm.
  static let log = command(
    .log, summary: "gives the natural logarithm of a number, or of each element of a tensor",
    details: "That of 0 is -infinity, and below 0 there is none: nan.",
    example: Example("log (softmax [1, 2, 3])", prints: "vector of 3\n-2.4076  -1.4076  -0.4076"))

  /// `sqrt`: √x.
  static let sqrt = command(
    .sqrt, summary: "gives the square root of a number, or of each element of a tensor",
    details: "Below 0 there is none: nan.", example: Example("sqrt [4, 2]", prints: "vector of 2\n2.0000  1.4142"))

  /// `tanh`: the hyperbolic tangent.
  static let tanh = command(
    .tanh, summary: "gives the hyperbolic tangent, which lies between -1 and 1",
    example: Example("tanh [-1, 0, 5]", prints: "vector of 3\n-0.7616   0.0000   0.9999"))

  /// `sigmoid`: 1 / (1 + e⁻ˣ).
  static let sigmoid = command(
    .sigmoid, summary: "makes a probability of a number, or of each element of a tensor",
    details: "A number x becomes 1 / (1 + e^-x), which lies between 0 and 1.",
    example: Example("sigmoid [-1, 0, 5]", prints: "vector of 3\n0.2689  0.5000  0.9933"))

  /// `relu`: x above 0, else 0.
  static let relu = command(
    .relu, summary: "makes negative numbers 0 and leaves others as they are",
    example: Example("relu [-1, 0, 5]", prints: "vector of 3\n0  0  5"))

  /// `abs`: |x|.
  static let abs = command(
    .abs, summary: "gives the absolute value of a number, or of each element of a tensor",
    example: Example("abs [-1, 0, 5]", prints: "vector of 3\n1  0  5"))

  private static func command(
    _ function: ElementwiseFunction, summary: String, details: String = "", example: Example
  ) -> Command {
    let numbers = Parameter.positional("numbers", .numberOrTensor, summary: "a number, a tensor, or numbers in lists")
    return Command(
      function.name, topic: topic, summary: summary, details: details,
      parameters: [numbers],
      examples: [example]
    ) { arguments, _ in
      if let number = try arguments[numbers].number { return .number(function.value(number)) }
      return Value(try arguments.variable(numbers).mapped(function))
    }
  }
}
