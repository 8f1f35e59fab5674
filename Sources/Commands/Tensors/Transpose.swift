import Script
import Tensors

extension TensorCommands {
  /// `transpose`: a tensor's axes in another order.
  static let transpose = Command(
    "transpose", topic: topic, summary: "swaps the last two axes of a tensor, or puts them all into another order",
    parameters: [
      .positional("tensor", .tensor, summary: "a tensor, or numbers in lists"),
      .labelled("axes", .list(of: .integer()), summary: "all axes in their new order, such as [2, 0, 1]"),
    ],
    examples: [
      Example(
        "transpose [[1, 2, 3], [4, 5, 6]]",
        prints: """
          tensor 3 × 2
          1  4
          2  5
          3  6
          """),
      Example("shape (transpose (zeros [2, 3, 4]) axes: [2, 0, 1])", prints: "[4, 2, 3]"),
    ]
  ) { arguments, _ in
    let tensor = try arguments.variable("tensor")
    let rank = tensor.shape.rank
    if arguments.value("axes") != nil {
      let axes = try arguments.sizes("axes")
      return try arguments.blaming("axes") {
        let order = axes.map { $0 < 0 ? $0 + rank : $0 }
        guard order.sorted() == Array(0..<rank) else { throw TensorError.axes(axes, tensor.shape) }
        return Value(tensor.permuted(order))
      }
    }
    return try arguments.blaming("tensor") {
      guard rank > 1 else { throw TensorError.noRows(tensor.shape) }
      return Value(tensor.permuted(Array(0..<rank - 2) + [rank - 1, rank - 2]))
    }
  }
}
