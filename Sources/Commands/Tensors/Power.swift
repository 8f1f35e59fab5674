import Script
import Tensors

extension TensorCommands {
  /// `power`: xʸ.
  static let power = Command(
    "power", topic: topic, summary: "raises a number, or each element of a tensor, to a power",
    details: "Tensors line up as for `*`. A negative number has whole powers only; others are nan.",
    parameters: [
      .positional("base", .numberOrTensor, summary: "a number, a tensor, or numbers in lists"),
      .positional("exponent", .numberOrTensor, summary: "the power; 2 squares, 0.5 takes the root"),
    ],
    examples: [
      Example("power 2 10", prints: "1024"),
      Example("power [1, 2, 3] 2", prints: "vector of 3\n1  4  9"),
    ]
  ) { arguments, _ in
    if let base = arguments.value("base")?.number, let exponent = arguments.value("exponent")?.number {
      return .number(ScalarMath.raise(base, to: exponent))
    }
    let (base, exponent) = (try arguments.variable("base"), try arguments.variable("exponent"))
    return try arguments.blaming("exponent") {
      Value(try base.combined(.power, with: exponent, for: "power"))
    }
  }
}
