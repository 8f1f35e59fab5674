extension Tensor {
  /// The parts of the outermost axis in `range`, [range × …], over the same storage. The tensor has an axis.
  package func slices(_ range: Range<Int>) -> Tensor {
    precondition(
      shape.rank > 0 && range.lowerBound >= 0 && range.upperBound <= shape[0], "a range of the outermost axis")
    let inner = Shape(Array(shape.sizes.dropFirst()))
    return Tensor(
      shape: Shape([range.count] + inner.sizes), storage: storage, offset: offset + range.lowerBound * inner.count)
  }

  /// The part of the outermost axis at `index`, without that axis, over the same storage.
  package func slice(_ index: Int) -> Tensor {
    slices(index..<index + 1).reshaped(Shape(Array(shape.sizes.dropFirst())))
  }
}
