import Gradients
import Script
import Tensors

/// A tensor as a value of the language. In the block of `gradient` it can be traced: it knows how it came about.
///
/// It has at least one axis, unless it is traced: any other result without axes is a number.
package struct TensorObject: ScriptObject {
  /// The elements, and how they came about where that is traced.
  package let variable: Variable

  /// A value for `variable`, which has an axis or is traced.
  init(_ variable: Variable) { self.variable = variable }

  /// A value for `tensor`.
  package init(_ tensor: Tensor) { variable = Variable(tensor) }

  /// The elements.
  package var tensor: Tensor { variable.value }

  package var typeName: String { isNumber ? "traced number" : "tensor" }

  /// `vector of 3`, `tensor 2 × 3`, or the number.
  package var summary: String {
    if let number { return format(number) }
    return tensor.shape.rank == 1 ? "vector of \(tensor.count)" : "tensor \(tensor.shape)"
  }

  package var number: Double? { isNumber ? Double(tensor.number) : nil }

  private var isNumber: Bool { tensor.shape.rank == 0 }

  package var fields: [Field] {
    if isNumber { return [] }
    return [
      Field("shape", Value(tensor.shape)), Field("rows", .number(Double(tensor.rows))),
      Field("columns", .number(Double(tensor.columns))), Field("size", .number(Double(tensor.count))),
      Field("checksum", .text(tensor.printedChecksum)),
    ]
  }

  package var count: Int? { tensor.shape.sizes.first }

  /// The part at an index of the first axis: a number of a vector, a row of a matrix.
  package func element(at index: Int) throws -> Value? { Value(variable.slice(index)) }

  /// The first parts of the first axis; an empty list when `length` is 0, because a tensor has an element.
  package func prefix(_ length: Int) throws -> Value? {
    length == 0 ? .list([]) : Value(variable.slices(0..<length))
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
  package init(_ tensor: Tensor) { self.init(Variable(tensor)) }

  /// A tensor, or a number when it has no axes; while it is traced both are objects.
  init(_ variable: Variable) {
    let isNumber = variable.shape.rank == 0 && !variable.isDifferentiable
    self = isNumber ? .number(Double(variable.value.number)) : .object(TensorObject(variable))
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
