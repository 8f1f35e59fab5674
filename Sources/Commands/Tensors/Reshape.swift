import Script
import Tensors

extension TensorCommands {
  /// `reshape`: the same elements in another shape.
  static var reshape: Command {
    let source = Parameter.positional("tensor", .tensor, summary: "a tensor, or numbers in lists")
    let sizes = Parameter.positional(
      "shape", .list(of: .integer()), summary: "the new sizes; one can be -1, for what is left")
    return Command(
      "reshape", topic: topic, summary: "puts a tensor's elements, in their order, into another shape",
      parameters: [source, sizes],
      examples: [
        Example(
          "reshape [1, 2, 3, 4, 5, 6] [2, -1]",
          prints: """
            tensor 2 × 3
            1  2  3
            4  5  6
            """)
      ]
    ) { arguments, _ in
      let tensor = try arguments.variable(source)
      let shape = try arguments.blaming(sizes) { try tensor.shape.filled(arguments[sizes]) }
      return Value(tensor.reshaped(shape))
    }
  }
}

extension Shape {
  /// The shape with these sizes, of which one can be -1, for as many elements as this one holds.
  fileprivate func filled(_ sizes: [Int]) throws(TensorError) -> Shape {
    guard let blank = sizes.firstIndex(of: -1) else {
      let shape = try Shape(checking: sizes)
      guard shape.count == count else { throw .reshape(self, sizes) }
      return shape
    }
    var filled = sizes
    filled[blank] = 1
    if filled.contains(-1) { throw .severalBlanks }
    let others = try Shape(checking: filled).count
    guard count % others == 0 else { throw .reshape(self, sizes) }
    filled[blank] = count / others
    return Shape(filled)
  }
}
