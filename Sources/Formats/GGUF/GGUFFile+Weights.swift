package import Tensors

extension GGUFFile {
  /// A tensor as a matrix of weights [rows × columns] that stays in the mapped file. Throws `missingTensor`, and
  /// `invalid` when it has another shape.
  package func matrix(_ name: String, rows: Int, columns: Int) throws(FormatError) -> WeightMatrix {
    let tensor = try tensor(name)
    guard tensor.rows == rows, tensor.width == columns,
      let matrix = WeightMatrix(rows: rows, columns: columns, type: tensor.type, bytes: bytes(of: tensor), owner: file)
    else {
      throw .invalid(
        .tensor(name),
        problem: "it is \(tensor.rows) × \(tensor.width), but the configuration asks for \(rows) × \(columns)")
    }
    return matrix
  }

  /// A tensor of `count` elements as floats. Throws like `matrix`.
  package func vector(_ name: String, count: Int) throws(FormatError) -> Tensor {
    try matrix(name, rows: 1, columns: count).decoded(rows: [0]).reshaped([count])
  }
}
