import Script
import Tensors

/// A tensor as a value of the language. It has at least one axis: a result without axes is a number.
package struct TensorObject: ScriptObject {
  /// The elements.
  package let tensor: Tensor

  /// A value for `tensor`.
  package init(_ tensor: Tensor) { self.tensor = tensor }

  package var typeName: String { "tensor" }

  /// `vector of 3`, `tensor 2 × 3`.
  package var summary: String { tensor.shape.rank == 1 ? "vector of \(tensor.count)" : "tensor \(tensor.shape)" }

  package var fieldNames: [String] { ["shape", "rows", "columns", "size", "checksum"] }

  package func field(_ name: String) throws -> Value? {
    switch name {
    case "shape": Value(tensor.shape)
    case "rows": .number(Double(tensor.rows))
    case "columns": .number(Double(tensor.columns))
    case "size": .number(Double(tensor.count))
    case "checksum": .text(tensor.printedChecksum)
    default: nil
    }
  }

  package var count: Int? { tensor.shape.sizes.first }

  /// The part at an index of the first axis: a number of a vector, a row of a matrix.
  package func element(at index: Int) throws -> Value? { Value(tensor.slice(index)) }

  /// The first parts of the first axis; an empty list when `length` is 0, because a tensor has an element.
  package func prefix(_ length: Int) throws -> Value? {
    length == 0 ? .list([]) : Value(tensor.slices(0..<length))
  }
}

extension TensorObject: Equatable {
  /// The same shape and, number by number, the same elements; so a NaN makes tensors differ.
  package static func == (left: TensorObject, right: TensorObject) -> Bool {
    let (a, b) = (left.tensor, right.tensor)
    return a.shape == b.shape && (0..<a.count).allSatisfy { a.floats[$0] == b.floats[$0] }
  }
}

extension Value {
  /// A tensor, or a number when it has no axes.
  package init(_ tensor: Tensor) {
    self = tensor.shape.rank == 0 ? .number(Double(tensor.number)) : .object(TensorObject(tensor))
  }

  /// The sizes as a list of numbers.
  init(_ shape: Shape) { self = .list(shape.sizes.map { .number(Double($0)) }) }
}

extension Tensor {
  /// The checksum as sixteen hexadecimal digits.
  var printedChecksum: String {
    let digits = String(checksum, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
