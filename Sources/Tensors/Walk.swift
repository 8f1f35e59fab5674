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
