import Tensors

extension Variable {
  /// Σ x over all elements, or along an axis, which is gone from the result; every element gets the gradient of its
  /// sum.
  package func sum(axis: Int? = nil) -> Variable {
    let (shape, kept) = (shape, shape.keeping(axis))
    let y = axis.map { value.sum(axis: $0) } ?? Tensor(Float(value.sum()))
    return Variable(y, inputs: [self]) { dy in [dy.reshaped(kept).expanded(to: shape)] }
  }

  /// The mean of all elements, or along an axis; every element gets its share of the gradient.
  package func mean(axis: Int? = nil) -> Variable {
    let (shape, kept) = (shape, shape.keeping(axis))
    let share = 1 / Float(axis.map { shape[$0] } ?? shape.count)
    let y = axis.map { value.mean(axis: $0) } ?? Tensor(Float(value.sum() / Double(shape.count)))
    return Variable(y, inputs: [self]) { dy in [dy.scaled(by: share).reshaped(kept).expanded(to: shape)] }
  }

  /// The Euclidean norm of all elements, or of the vectors along an axis; dx = x / ‖x‖ dy, and 0 at x = 0, where the
  /// norm has its corner.
  package func norm(axis: Int? = nil) -> Variable {
    let (x, kept) = (value, shape.keeping(axis))
    let y = axis.map { x.norm(axis: $0) } ?? Tensor(Float(x.sumOfSquares().squareRoot()))
    return Variable(y, inputs: [self]) { dy in
      let share = dy.combined("a share", with: y) { $1 == 0 ? 0 : $0 / $1 }
      return [x * share.reshaped(kept)]
    }
  }

  /// Softmax of every row: e^xᵢ / Σ e^xⱼ; dx = y (dy − Σ y dy).
  package func softmax() -> Variable {
    let y = value.softmax()
    return Variable(y, inputs: [self]) { dy in
      let last = y.shape.rank - 1
      return [(dy - (y * dy).sum(axis: last).reshaped(y.shape.keeping(last))) * y]
    }
  }

  /// The cosine of the angle between vectors along the last axis, c = a · b / (‖a‖ ‖b‖), once what is in front of it has
  /// been broadcast; `nil` when the shapes do not fit. da = (b / (‖a‖ ‖b‖) − c a / ‖a‖²) dc, and db likewise.
  package func cosine(with other: Variable) -> Variable? {
    let (a, b) = (value, other.value)
    guard let c = a.cosine(with: b) else { return nil }
    return Variable(c, inputs: [self, other]) { dc in
      [a.cosineGradient(with: b, cosine: c, dc), b.cosineGradient(with: a, cosine: c, dc)]
    }
  }
}

extension Tensor {
  /// The gradient of a cosine with respect to this side of it.
  fileprivate func cosineGradient(with other: Tensor, cosine: Tensor, _ dy: Tensor) -> Tensor {
    let kept = Shape(cosine.shape.sizes + [1])
    let norm = norm(axis: shape.rank - 1).reshaped(shape.keeping(shape.rank - 1))
    let otherNorm = other.norm(axis: other.shape.rank - 1).reshaped(other.shape.keeping(other.shape.rank - 1))
    let along = self / norm * cosine.reshaped(kept)
    return ((other / otherNorm - along) / norm * dy.reshaped(kept)).summed(to: shape)
  }
}

extension Shape {
  /// The shape with size 1 along `axis`, or a number's for all axes: what a reduction's result is to line up with what
  /// was reduced.
  fileprivate func keeping(_ axis: Int?) -> Shape {
    guard let axis else { return [] }
    return Shape(sizes[..<axis] + [1] + sizes[(axis + 1)...])
  }
}
