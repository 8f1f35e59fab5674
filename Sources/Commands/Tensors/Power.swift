import Script
import Tensors

extension TensorCommands {
  /// `power`: xʸ.
  static var power: Command {
    let base = Parameter.positional("base", .numberOrTensor, summary: "a number, a tensor, or numbers in lists")
    let exponent = Parameter.positional(
      "exponent", .numberOrTensor, summary: "the power; 2 squares, 0.5 takes the root")
    return Command(
      "power", topic: topic, summary: "raises a number, or each element of a tensor, to a power",
      details: "Tensors line up as for `*`. A negative number has whole powers only; others are nan.",
      parameters: [base, exponent],
      examples: [
        Example("power 2 10", prints: "1024"),
        Example("power [1, 2, 3] 2", prints: "vector of 3\n1  4  9"),
      ]
    ) { arguments, _ in
      if let number = try arguments[base].number, let power = try arguments[exponent].number {
        return .number(ScalarMath.raise(number, to: power))
      }
      let (left, right) = (try arguments.variable(base), try arguments.variable(exponent))
      return try arguments.blaming(exponent) { Value(try left.combined(.power, with: right, for: "power")) }
    }
  }
}
