import Tensors

/// A tensor in a computation that may be differentiated. One that depends on nothing to be learned keeps no record of
/// how it came about and costs no more than the tensor.
package struct Variable: Sendable {
  package let value: Tensor
  let node: Node?

  /// A constant: no gradient flows into it.
  package init(_ value: Tensor) {
    self.value = value
    node = nil
  }

  /// A variable whose gradient can be asked for.
  package static func leaf(_ value: Tensor) -> Variable {
    Variable(value, node: Node(inputs: [], pullback: .parts { _ in [] }))
  }

  private init(_ value: Tensor, node: Node?) {
    self.value = value
    self.node = node
  }

  /// The result of an operation. `pullback` takes the gradient of the result to those of the inputs, in their order;
  /// it is kept only when one of the inputs can have a gradient, and may give `nil` for inputs that can't.
  package init(
    _ value: Tensor, inputs: [Variable], pullback: @escaping @Sendable (Tensor) -> [Tensor?]
  ) {
    self.value = value
    let nodes = inputs.map(\.node)
    node = nodes.contains { $0 != nil } ? Node(inputs: nodes, pullback: .parts(pullback)) : nil
  }

  /// Rows with these indices; the gradient of a row is the sum over its uses.
  package func rows(at indices: [Int]) -> Variable {
    Variable(
      value.rows(at: indices),
      node: node.map { Node(inputs: [$0], pullback: .rows(at: indices, of: value.shape)) })
  }

  /// Whether a gradient can flow into it.
  package var isDifferentiable: Bool { node != nil }

  package var shape: Shape { value.shape }
}

/// A step of a computation, identified by being itself.
final class Node: Sendable {
  let inputs: [Node?]
  let pullback: Pullback
  /// One more than the largest depth of the inputs: a step stands deeper than all it depends on.
  let depth: Int

  /// How the gradient of a step's result becomes those of its inputs.
  enum Pullback: Sendable {
    /// Gives a part for each input, in their order.
    case parts(@Sendable (Tensor) -> [Tensor?])
    /// The result is some rows of the one input, of this shape: each row's gradient belongs where the row came from.
    /// Said apart, so that a few rows of a large matrix can be added without zeros for all others.
    case rows(at: [Int], of: Shape)
  }

  init(inputs: [Node?], pullback: Pullback) {
    self.inputs = inputs
    self.pullback = pullback
    depth = 1 + (inputs.lazy.compactMap { $0?.depth }.max() ?? 0)
  }
}
