import Tensors

/// What the tests of elementwise operations and reductions compute with.
enum ElementwiseNumbers {
  /// A tensor of random numbers of the standard normal distribution.
  static func random(_ shape: Shape, seed: UInt64 = 1) -> Tensor {
    var generator = SeededGenerator(seed: seed)
    return Tensor((0..<shape.count).map { _ in Float(generator.normal()) }, shape: shape)
  }

  /// The indices of all elements of a shape, in order.
  static func indices(of shape: Shape) -> [[Int]] {
    shape.sizes.reduce([[]]) { paths, size in paths.flatMap { path in (0..<size).map { path + [$0] } } }
  }

  /// Where the element at an index stands in a tensor of a shape that may have fewer axes, or axes of size 1 that all
  /// indices share.
  static func place(of index: [Int], in shape: Shape) -> Int {
    zip(index.suffix(shape.rank), shape.sizes).reduce(0) { $0 * $1.1 + ($1.1 == 1 ? 0 : $1.0) }
  }
}

extension Tensor {
  /// The bits of the elements.
  var bits: [UInt32] { elements.map(\.bitPattern) }
}
