extension Tensor {
  /// What the positions of a text attend to, head by head [query heads × positions × positions]: in the row of a
  /// position softmax(scale · q·k) over itself and those before it, at most `window` in all, and 0 elsewhere.
  ///
  /// The receiver holds the queries [positions × (query heads · size)], `keys` are [positions × (heads · size)]; query
  /// heads share key heads in equal groups.
  package func attentionWeights(keys: Tensor, size: Int, window: Int?, scale: Float) -> Tensor {
    let (positions, queryHeads, heads) = (rows, columns / size, keys.columns / size)
    precondition(keys.rows == positions && queryHeads % heads == 0, "a key for each query, for whole groups of heads")
    let kernels = Compute.current.kernels
    return Tensor(shape: [queryHeads, positions, positions]) { y in
      y.update(repeating: 0, count: queryHeads * positions * positions)
      for head in 0..<queryHeads {
        let key = keys.floats + head / (queryHeads / heads) * size
        for position in 0..<positions {
          let query = floats + position * columns + head * size
          let weights = y + (head * positions + position) * positions
          let first = window.map { max(0, position + 1 - $0) } ?? 0
          for other in first...position {
            weights[other] = scale * kernels.dot(query, key + other * keys.columns, count: size)
          }
          kernels.softmax(weights + first, count: position + 1 - first, into: weights + first)
        }
      }
    }
  }
}
