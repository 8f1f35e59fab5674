import Gradients
import Script
import Tensors

extension Variable {
  /// A number, a tensor as it is, or one made of nested lists whose innermost items are numbers, or tensors of one
  /// shape.
  init(_ value: Value) throws(TensorError) {
    if let object = value.object as? TensorObject {
      self = object.variable
      return
    }
    var parts = Parts()
    let sizes = try parts.append(value, at: [])
    self = .assembling(Tensor(parts.elements, shape: Shape(sizes)), from: parts.traced)
  }
}

/// What nested lists hold.
private struct Parts {
  var elements: [Float] = []
  /// Those parts that a gradient flows into.
  var traced: [(start: Int, variable: Variable)] = []

  /// Adds the numbers of `value`, which stands at `path` in the list given, and gives the sizes of its axes.
  mutating func append(_ value: Value, at path: [Int]) throws(TensorError) -> [Int] {
    if let number = value.number {
      elements.append(try Float(element: number))
      return []
    }
    if let variable = (value.object as? TensorObject)?.variable {
      if variable.isDifferentiable { traced.append((elements.count, variable)) }
      elements += variable.value.elements
      return variable.shape.sizes
    }
    guard let items = value.list else { throw .notANumber(value, at: path) }
    guard let first = items.first else { throw .noNumbers(at: path) }
    let sizes = try append(first, at: path + [0])
    // Checked before the others are copied.
    let shape = try Shape(checking: [items.count] + sizes)
    for (index, item) in items.enumerated().dropFirst() {
      let others = try append(item, at: path + [index])
      guard others == sizes else { throw .ragged(Shape(sizes), Shape(others), at: path + [index]) }
    }
    return shape.sizes
  }
}
