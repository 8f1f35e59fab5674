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
