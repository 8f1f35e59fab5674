import Script
import Tensors

extension TensorCommands {
  /// `transpose`: a tensor's axes in another order.
  static var transpose: Command {
    let source = Parameter.positional("tensor", .tensor, summary: "a tensor, or numbers in lists")
    let order = Parameter.labelled(
      "axes", .list(of: .integer()), summary: "all axes in their new order, such as [2, 0, 1]")
    return Command(
      "transpose", topic: topic, summary: "swaps the last two axes of a tensor, or puts them all into another order",
      parameters: [source, order],
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
      let tensor = try arguments.variable(source)
      let rank = tensor.shape.rank
      if let axes = try arguments[order] {
        return try arguments.blaming(order) {
          let places = axes.map { $0 < 0 ? $0 + rank : $0 }
          guard places.sorted() == Array(0..<rank) else { throw TensorError.axes(axes, tensor.shape) }
          return Value(tensor.permuted(places))
        }
      }
      return try arguments.blaming(source) {
        guard rank > 1 else { throw TensorError.noRows(tensor.shape) }
        return Value(tensor.permuted(Array(0..<rank - 2) + [rank - 1, rank - 2]))
      }
    }
  }
}
