import Tensors

extension Shape {
  /// The most elements of a tensor in the language: 1 GiB of them.
  static let maximumCount = 1 << 28
  /// The most axes of a tensor in the language.
  static let maximumRank = 8

  /// The shape with these sizes, checked before anything is allocated: at least one axis, sizes of at least 1, not
  /// too many elements.
  init(checking sizes: [Int]) throws(TensorError) {
    if sizes.isEmpty { throw .noSizes }
    if let axis = sizes.firstIndex(where: { $0 < 1 }) { throw .size(sizes[axis], axis: axis) }
    guard sizes.count <= Self.maximumRank else { throw .tooManyAxes(sizes.count) }
    var count = 1
    for size in sizes {
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      guard !overflow, product <= Self.maximumCount else { throw .tooLarge(sizes) }
      count = product
    }
    self.init(sizes)
  }

  /// The axis that a user means with `number`, which counts from the end when it is negative.
  func axis(_ number: Int) throws(TensorError) -> Int {
    guard number < rank, number >= -rank else { throw .axis(number, self) }
    return number < 0 ? number + rank : number
  }
}
