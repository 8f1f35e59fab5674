extension Tensor {
  /// The elements repeated along the axes where `target`, which this shape can be broadcast to, is larger.
  package func expanded(to target: Shape) -> Tensor {
    precondition(Shape.broadcast(shape, target) == target, "a shape that this one can be broadcast to")
    let walk = Walk(of: shape, broadcastTo: target)
    let (x, columns) = (floats, target.columns)
    let result = Tensor(shape: target) { y in
      Compute.current.eachRow(target.rows, of: columns) { row in
        let start = walk.start(ofRow: row)
        for column in 0..<columns { y[row * columns + column] = x[start + column * walk.inner] }
      }
    }
    withExtendedLifetime(self) {}
    return result
  }

  /// The sums over the axes that `target` was repeated along to give this shape: ``expanded(to:)`` the other way.
  package func summed(to target: Shape) -> Tensor {
    precondition(Shape.broadcast(shape, target) == shape, "a shape that can be broadcast to this one")
    var result = self
    for axis in (0..<shape.rank).reversed() {
      let targetAxis = axis - (shape.rank - target.rank)
      if targetAxis < 0 || target[targetAxis] < shape[axis] { result = result.sum(axis: axis) }
    }
    return result.reshaped(target)
  }

  /// Zeros in `target` with this tensor's elements from element `start` on.
  package func placed(at start: Int, in target: Shape) -> Tensor {
    precondition(start >= 0 && start + count <= target.count, "elements of the target")
    let result = Tensor(shape: target) { y in
      y.update(repeating: 0, count: target.count)
      (y + start).update(from: floats, count: count)
    }
    withExtendedLifetime(self) {}
    return result
  }
}

extension Tensor {
  /// The same elements with the axes in another order: axis i of the result is axis `axes[i]`. `axes` names every
  /// axis once.
  package func permuted(_ axes: [Int]) -> Tensor {
    precondition(axes.sorted() == Array(0..<shape.rank), "an order of the axes")
    var steps = [Int](repeating: 1, count: shape.rank)
    for axis in stride(from: shape.rank - 2, through: 0, by: -1) { steps[axis] = steps[axis + 1] * shape[axis + 1] }
    let permuted = Shape(axes.map { shape[$0] })
    let walk = Walk(sizes: permuted.sizes, steps: axes.map { steps[$0] })
    let (x, columns) = (floats, permuted.columns)
    let result = Tensor(shape: permuted) { y in
      Compute.current.eachRow(permuted.rows, of: columns) { row in
        let start = walk.start(ofRow: row)
        for column in 0..<columns { y[row * columns + column] = x[start + column * walk.inner] }
      }
    }
    withExtendedLifetime(self) {}
    return result
  }
}

/// A way through a tensor's memory in the order of another shape's elements: how far to go for a step along each axis.
struct Walk {
  /// The step along the innermost axis.
  let inner: Int
  /// Size and step of the other axes, innermost first.
  private let outer: [(size: Int, step: Int)]

  /// `steps` in floats, one for each of `sizes`.
  init(sizes: [Int], steps: [Int]) {
    inner = steps.last ?? 0
    outer = Array(zip(sizes, steps).dropLast().reversed())
  }

  /// The elements of `shape` for those of the shape it is broadcast to: along an axis of size 1 one stays where one is.
  init(of shape: Shape, broadcastTo target: Shape) {
    var steps = [Int](repeating: 0, count: target.rank)
    var step = 1
    for back in 1...max(shape.rank, 1) where back <= shape.rank {
      let size = shape[shape.rank - back]
      steps[target.rank - back] = size == 1 ? 0 : step
      step *= size
    }
    self.init(sizes: target.sizes, steps: steps)
  }

  /// Where a row, counted over all axes but the innermost, starts.
  func start(ofRow row: Int) -> Int {
    var (rest, start) = (row, 0)
    for (size, step) in outer {
      start += rest % size * step
      rest /= size
    }
    return start
  }
}
