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
    Variable(value, node: Node("a leaf", shape: value.shape, inputs: [], pullback: .parts { _ in [] }))
  }

  private init(_ value: Tensor, node: Node?) {
    self.value = value
    self.node = node
  }

  /// The result of an operation.
  ///
  /// - Parameters:
  ///   - operation: Its name, for the message when its `pullback` is wrong: the function that calls this.
  ///   - pullback: Takes the gradient of the result to those of the inputs, in their order and shapes. It is kept only
  ///     when one of the inputs can have a gradient, and may return `nil` for inputs that can't; a missing or misshapen
  ///     gradient for one that can is a programmer's mistake and traps.
  package init(
    _ value: Tensor, operation: StaticString = #function, inputs: [Variable],
    pullback: @escaping @Sendable (Tensor) -> [Tensor?]
  ) {
    self.value = value
    let nodes = inputs.map(\.node)
    let isNeeded = nodes.contains { $0 != nil }
    node = isNeeded ? Node(operation, shape: value.shape, inputs: nodes, pullback: .parts(pullback)) : nil
  }

  /// Rows with these indices; the gradient of a row is the sum over its uses.
  package func rows(at indices: [Int]) -> Variable {
    let rows = value.rows(at: indices)
    return Variable(
      rows,
      node: node.map {
        Node("rows(at:)", shape: rows.shape, inputs: [$0], pullback: .rows(at: indices, of: value.shape))
      })
  }

  /// Whether a gradient can flow into it.
  package var isDifferentiable: Bool { node != nil }

  package var shape: Shape { value.shape }
}

/// A step of a computation, identified by being itself.
final class Node: Sendable {
  /// Changes only while the node is freed.
  private(set) nonisolated(unsafe) var inputs: [Node?]
  let pullback: Pullback
  /// The operation's name and the shape of its result, for messages.
  let operation: StaticString
  let shape: Shape
  /// One more than the largest depth of the inputs: a step stands deeper than all it depends on.
  let depth: Int

  /// How the gradient of a step's result becomes those of its inputs.
  enum Pullback: Sendable {
    /// Returns a part for each input, in their order.
    case parts(@Sendable (Tensor) -> [Tensor?])
    /// The result is some rows of the one input, of this shape: each row's gradient belongs where the row came from.
    /// A separate case, so that a few rows of a large matrix can be added without zeros for all others.
    case rows(at: [Int], of: Shape)
  }

  init(_ operation: StaticString, shape: Shape, inputs: [Node?], pullback: Pullback) {
    self.operation = operation
    self.shape = shape
    self.inputs = inputs
    self.pullback = pullback
    depth = 1 + (inputs.lazy.compactMap { $0?.depth }.max() ?? 0)
  }

  /// Steps are freed one after the other: freed through each other, a long chain of them would exhaust the stack.
  deinit {
    var pending = inputs
    inputs = []
    while var node = pending.popLast() {
      guard node != nil, isKnownUniquelyReferenced(&node) else { continue }
      pending += node?.inputs ?? []
      node?.inputs = []
    }
  }
}
