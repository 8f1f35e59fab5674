/// The sizes of a tensor's axes, outermost first; a number alone has none.
package struct Shape: Hashable, Sendable, ExpressibleByArrayLiteral, CustomStringConvertible {
  package let sizes: [Int]

  package init(_ sizes: [Int]) { self.sizes = sizes }
  package init(arrayLiteral sizes: Int...) { self.sizes = sizes }

  /// The number of axes.
  package var rank: Int { sizes.count }
  /// The number of elements: the product of the sizes, 1 without axes.
  package var count: Int { sizes.reduce(1, *) }
  /// The innermost size, 1 without axes.
  package var columns: Int { sizes.last ?? 1 }
  /// How many rows of `columns` elements there are.
  package var rows: Int { sizes.dropLast().reduce(1, *) }

  package subscript(axis: Int) -> Int { sizes[axis] }

  /// `2 × 3`, or `one number` without axes.
  package var description: String {
    sizes.isEmpty ? "one number" : sizes.map(String.init).joined(separator: " × ")
  }

  /// The shape that two shapes broadcast to: aligned at the innermost axis, equal sizes or one of them 1 (or absent);
  /// `nil` when they do not fit.
  package static func broadcast(_ a: Shape, _ b: Shape) -> Shape? {
    let rank = max(a.rank, b.rank)
    var sizes = [Int](repeating: 1, count: rank)
    for axis in 0..<rank {
      let x = axis + a.rank - rank >= 0 ? a.sizes[axis + a.rank - rank] : 1
      let y = axis + b.rank - rank >= 0 ? b.sizes[axis + b.rank - rank] : 1
      guard x == y || x == 1 || y == 1 else { return nil }
      sizes[axis] = x == 1 ? y : x
    }
    return Shape(sizes)
  }
}
