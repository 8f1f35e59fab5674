import Script
import Tensors

/// A user's mistake with tensors, in the words of the field.
enum TensorError: Error, Equatable {
  /// Two shapes that cannot be broadcast to one, for an operator or a command.
  case broadcast(Shape, Shape, for: String)
  /// A matrix product whose inner sizes differ.
  case innerSizes(Shape, Shape)
  /// Vectors of different lengths, along the last axes of two shapes.
  case lengths(Shape, Shape, for: String)
  /// A matrix product with something else than vectors and matrices.
  case product(Shape)
  case axis(Int, Shape)
  case axes([Int], Shape)
  case noRows(Shape)
  case reshape(Shape, [Int])
  case severalBlanks
  case size(Int, axis: Int)
  case noSizes
  case tooManyAxes(Int)
  case tooLarge([Int])
  case noNumbers(at: [Int])
  case notANumber(Value, at: [Int])
  case ragged(Shape, Shape, at: [Int])
  case element(Double)
}

extension TensorError: CustomStringConvertible {
  /// One sentence without a full stop.
  var description: String {
    switch self {
    case .broadcast(let left, let right, let name):
      "\(left.withArticle) and \(right.withArticle) don't line up for `\(name)`: \(mismatch(left, right))"
    case .innerSizes(let left, let right):
      "\(left.withArticle) and \(right.withArticle) don't line up for `@`: the inner sizes are \(left.columns) and "
        + "\(right[max(right.rank - 2, 0)])"
    case .lengths(let left, let right, let name):
      "\(left.withArticle) and \(right.withArticle) don't line up for `\(name)`: the vectors have \(left.columns) and "
        + "\(right.columns) elements"
    case .product(let shape): "`@` multiplies vectors and matrices, not \(shape.withArticle)"
    case .axis(let axis, let shape):
      "there is no axis \(axis): \(shape.withArticle) has \(shape.axes)"
    case .axes(let axes, let shape):
      "\(axes) does not name each axis once: \(shape.withArticle) has \(shape.axes)"
    case .noRows(let shape): "`transpose` swaps two axes, and \(shape.withArticle) has one"
    case .reshape(let shape, let sizes):
      "\(shape.withArticle) has \(shape.count) elements, which do not fill \(listed(sizes))"
    case .severalBlanks: "only one size can be -1, which stands for what is left"
    case .size(let size, let axis): "axis \(axis) has size \(size), and a size is at least 1"
    case .noSizes: "a shape has at least one size"
    case .tooManyAxes(let count): "a tensor has at most \(Shape.maximumRank) axes, not \(count)"
    case .tooLarge(let sizes):
      "a tensor of \(listed(sizes)) is too large: \(Shape.maximumCount) elements is the most"
    case .noNumbers(let path): path.isEmpty ? "a tensor has at least one number" : "\(place(path)) holds no numbers"
    case .notANumber(let value, let path): "a tensor is made of numbers, and \(place(path)) is \(value.described)"
    case .ragged(let first, let other, let path):
      "the parts of a tensor have one shape: \(place(Array(path.dropLast()) + [0])) is \(first.withArticle) "
        + "and \(place(path)) is \(other.withArticle)"
    case .element(let number): "\(format(number)) is too large for a tensor, whose elements are 32-bit floats"
    }
  }

  /// The innermost axis at which two shapes differ, counted from the end when one has more axes.
  private func mismatch(_ left: Shape, _ right: Shape) -> String {
    for (back, (x, y)) in zip(left.sizes.reversed(), right.sizes.reversed()).enumerated() {
      guard x != y, x != 1, y != 1 else { continue }
      if left.rank == right.rank { return "axis \(left.rank - 1 - back) has \(x) and \(y)" }
      return (back == 0 ? "the last axis" : "axis -\(back + 1)") + " has \(x) and \(y)"
    }
    return "their sizes differ"
  }
}

/// `[1][0]`, as one would write the index.
private func place(_ path: [Int]) -> String { path.map { "[\($0)]" }.joined() }

private func listed(_ sizes: [Int]) -> String { sizes.map(String.init).joined(separator: " × ") }

extension Shape {
  /// `a tensor of 2 × 3`, `a vector of 3`, `a number`.
  var withArticle: String {
    switch rank {
    case 0: "a number"
    case 1: "a vector of \(self[0])"
    default: "a tensor of \(self)"
    }
  }

  /// The axes one can name: `axis 0 only`, `axes 0 and 1`, `axes 0 to 2`.
  fileprivate var axes: String {
    switch rank {
    case 1: "axis 0 only"
    case 2: "axes 0 and 1"
    default: "axes 0 to \(rank - 1)"
    }
  }
}
