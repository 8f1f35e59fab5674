package import Tensors

/// A file of named tensors, or several, that a model's weights are taken from where they lie.
package protocol WeightFile: Sendable {
  var tensorNames: [String] { get }

  /// A tensor as a matrix of weights that stays in the mapped file. Throws `missingTensor`, and `invalid` when it has
  /// another shape or a type that can't be read.
  func matrix(_ name: String, rows: Int, columns: Int) throws(FormatError) -> WeightMatrix

  /// A tensor of `count` elements as floats. Throws like `matrix`.
  func vector(_ name: String, count: Int) throws(FormatError) -> Tensor
}

extension GGUFFile: WeightFile {
  package var tensorNames: [String] { tensors.map(\.name) }
}
