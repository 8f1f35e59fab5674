import Tensors

/// The gradients of a loss (one number) with respect to some leaves, in their order; zeros for a leaf that it does
/// not depend on.
///
/// Reverse mode: from the loss back, each step's gradient complete before it is passed on to what the step was
/// computed from.
package func gradients(of loss: Variable, for leaves: [Variable]) -> [Tensor] {
  precondition(loss.value.count == 1, "a loss is one number")
  var gradients: [ObjectIdentifier: Tensor] = [:]
  let kept = Set(leaves.compactMap { $0.node.map { ObjectIdentifier($0) } })
  if let root = loss.node {
    gradients[ObjectIdentifier(root)] = Tensor(repeating: 1, shape: loss.shape)
    for node in steps(from: root) {
      let id = ObjectIdentifier(node)
      guard let gradient = kept.contains(id) ? gradients[id] : gradients.removeValue(forKey: id) else { continue }
      for (input, part) in zip(node.inputs, node.pullback(gradient)) {
        guard let input, let part else { continue }
        let id = ObjectIdentifier(input)
        gradients[id] = gradients[id].map { $0.added(to: part) } ?? part
      }
    }
  }
  return leaves.map { leaf in
    leaf.node.flatMap { gradients[ObjectIdentifier($0)] } ?? Tensor(repeating: 0, shape: leaf.shape)
  }
}

/// All steps that `root` depends on and itself, deepest first: none comes before a step that depends on it.
private func steps(from root: Node) -> [Node] {
  var seen: Set<ObjectIdentifier> = [ObjectIdentifier(root)]
  var found = [root]
  var next = 0
  while next < found.count {
    for case let input? in found[next].inputs where seen.insert(ObjectIdentifier(input)).inserted {
      found.append(input)
    }
    next += 1
  }
  // A stable order, so that sums of gradients are formed in one order.
  return found.enumerated().sorted { ($1.element.depth, $0.offset) < ($0.element.depth, $1.offset) }.map(\.element)
}
