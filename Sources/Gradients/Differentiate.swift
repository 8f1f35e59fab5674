import Tensors

/// The gradients of a loss (one number) with respect to some leaves, in their order; zeros for a leaf that it does
/// not depend on.
///
/// Reverse mode: from the loss back, each step's gradient complete before it is passed on to what the step was
/// computed from. A node is freed, with all that it kept, as soon as its gradient has been passed on, unless somebody else
/// holds the loss: memory for gradients grows while that for the forward pass shrinks.
///
/// - Parameter check: Called before each backward step; an error it throws is rethrown.
package func gradients(
  of loss: consuming Variable, for leaves: [Variable], check: () throws -> Void
) rethrows -> [Tensor] {
  precondition(loss.value.count == 1, "a loss is one number")
  let kept = Set(leaves.compactMap { $0.node.map { ObjectIdentifier($0) } })
  var sums = GradientSums()
  var steps = steps(of: consume loss)
  if let last = steps.last { sums.add(Tensor(repeating: 1, shape: last.shape), to: last) }
  while let step = steps.popLast() {
    try check()
    guard let gradient = kept.contains(ObjectIdentifier(step)) ? sums[step] : sums.removeSum(of: step) else { continue }
    step.pass(gradient, to: &sums)
  }
  return leaves.map { leaf in leaf.node.flatMap { sums[$0] } ?? Tensor(repeating: 0, shape: leaf.shape) }
}

/// The gradients of a loss, without a way to give up.
package func gradients(of loss: consuming Variable, for leaves: [Variable]) -> [Tensor] {
  gradients(of: loss, for: leaves, check: {})
}

/// All steps that a result depends on and its own, deepest last: none comes behind a step that depends on it.
private func steps(of result: consuming Variable) -> [Node] {
  guard let root = result.node else { return [] }
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
  return found.enumerated().sorted { ($0.element.depth, $1.offset) < ($1.element.depth, $0.offset) }.map(\.element)
}

/// What is known so far of the gradients of steps.
private struct GradientSums {
  private var sums: [ObjectIdentifier: Tensor] = [:]

  subscript(step: Node) -> Tensor? { sums[ObjectIdentifier(step)] }

  mutating func removeSum(of step: Node) -> Tensor? { sums.removeValue(forKey: ObjectIdentifier(step)) }

  /// The first part becomes the sum; others are added in place, unless the sum is seen elsewhere too.
  mutating func add(_ part: Tensor, to step: Node) {
    let id = ObjectIdentifier(step)
    if sums[id] == nil { sums[id] = part } else { sums[id]?.add(part) }
  }

  /// Each row of `part` is added to the one with its index, of a sum in `shape`.
  mutating func add(_ part: Tensor, at indices: [Int], of shape: Shape, to step: Node) {
    sums[ObjectIdentifier(step), default: Tensor(repeating: 0, shape: shape)].add(part, toRowsAt: indices)
  }
}

extension Node {
  /// Passes the step's gradient on to what it was computed from.
  fileprivate func pass(_ gradient: Tensor, to sums: inout GradientSums) {
    switch pullback {
    case .parts(let parts):
      let parts = parts(gradient)
      for (index, input) in inputs.enumerated() {
        guard let input else { continue }
        guard index < parts.count, let part = parts[index], part.shape == input.shape else {
          let found = index < parts.count ? parts[index].map { "one of \($0.shape)" } : nil
          fatalError(
            "the backward of \(operation) should give input \(index + 1), of \(input.shape), a gradient of its shape, "
              + "but gives it \(found ?? "none")")
        }
        sums.add(part, to: input)
      }
    case .rows(let indices, let shape):
      for case let input? in inputs { sums.add(gradient, at: indices, of: shape, to: input) }
    }
  }
}
