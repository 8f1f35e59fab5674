internal import Tensors

extension SafetensorsFile {
  /// The elements of a tensor of this file, in order. Throws `invalid` for a type that is none of F32, F16 and BF16.
  package func floats(of tensor: SafetensorsTensor) throws(FormatError) -> [Float] {
    guard let type = tensor.type.elementType else {
      throw .invalid(
        .tensor(tensor.name), problem: "its type is \(tensor.type.rawValue), but F32, F16 or BF16 is needed")
    }
    let count = tensor.range.count / tensor.type.size
    let matrix = WeightMatrix(rows: 1, columns: count, type: type, bytes: bytes(of: tensor), owner: file)
    // No matrix has no columns.
    return matrix?.decoded(rows: [0]).elements ?? []
  }
}
