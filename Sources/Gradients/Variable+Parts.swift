import Tensors

extension Variable {
  /// The parts of the outermost axis in `range`; the others get no gradient.
  package func slices(_ range: Range<Int>) -> Variable {
    let (shape, start) = (shape, range.lowerBound * (shape.count / shape[0]))
    return Variable(value.slices(range), inputs: [self]) { dy in [dy.placed(at: start, in: shape)] }
  }

  /// The part of the outermost axis at `index`, without that axis.
  package func slice(_ index: Int) -> Variable {
    slices(index..<index + 1).reshaped(Shape(Array(shape.sizes.dropFirst())))
  }

  /// A tensor some of whose elements are variables: each of `parts` from its first element on. The rest is constant.
  package static func assembling(_ value: Tensor, from parts: [(start: Int, variable: Variable)]) -> Variable {
    let places = parts.map { (start: $0.start, shape: $0.variable.shape) }
    return Variable(value, inputs: parts.map(\.variable)) { dy in
      places.map { start, shape in dy.reshaped([dy.count]).slices(start..<start + shape.count).reshaped(shape) }
    }
  }

  /// The same elements with the axes in another order; the gradient goes back to the old one.
  package func permuted(_ axes: [Int]) -> Variable {
    let back = axes.indices.sorted { axes[$0] < axes[$1] }
    return Variable(value.permuted(axes), inputs: [self]) { dy in [dy.permuted(back)] }
  }

  /// The same elements in another shape.
  package func reshaped(_ shape: Shape) -> Variable {
    let before = value.shape
    return Variable(value.reshaped(shape), inputs: [self]) { dy in [dy.reshaped(before)] }
  }

  /// The rows of several, one after the other.
  package static func concatenating(_ parts: [Variable]) -> Variable {
    let counts = parts.map(\.value.rows)
    return Variable(Tensor.concatenatingRows(parts.map(\.value)), inputs: parts) { dy in
      var start = 0
      return counts.map { count in
        defer { start += count }
        return dy.rows(start..<start + count)
      }
    }
  }
}
