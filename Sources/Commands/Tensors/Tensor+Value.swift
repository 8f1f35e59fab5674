import Script
import Tensors

extension Tensor {
  /// A tensor as it is, or one made of nested lists whose innermost items are numbers, or tensors of one shape.
  init(_ value: Value) throws(TensorError) {
    if let object = value.object as? TensorObject {
      self = object.tensor
      return
    }
    var elements: [Float] = []
    let sizes = try append(value, at: [], to: &elements)
    self.init(elements, shape: Shape(sizes))
  }
}

/// Adds the numbers of `value`, which stands at `path` in the list given, to `elements`, and gives the sizes of its
/// axes.
private func append(_ value: Value, at path: [Int], to elements: inout [Float]) throws(TensorError) -> [Int] {
  if let number = value.number {
    elements.append(try Float(element: number))
    return []
  }
  if let object = value.object as? TensorObject {
    elements += object.tensor.elements
    return object.tensor.shape.sizes
  }
  guard let items = value.list else { throw .notANumber(value, at: path) }
  guard let first = items.first else { throw .noNumbers(at: path) }
  let sizes = try append(first, at: path + [0], to: &elements)
  // Checked before the others are copied.
  let shape = try Shape(checking: [items.count] + sizes)
  for (index, item) in items.enumerated().dropFirst() {
    let others = try append(item, at: path + [index], to: &elements)
    guard others == sizes else { throw .ragged(Shape(sizes), Shape(others), at: path + [index]) }
  }
  return shape.sizes
}
