import Tensors

extension Variable {
  /// The mean over the rows of −log softmax(x · Wᵀ)[target], `weights` being [vocabulary × width]: cross-entropy with
  /// the output projection in one, so that all logits never exist at once.
  ///
  /// dx = (softmax − one at the target) / rows · W, made in the same pass as the loss while the logits are there.
  ///
  /// - Parameters:
  ///   - cap: Where given, logits are capped by cap · tanh(logit / cap).
  ///   - logitsAtOnce: How many logits there are at a time, in whole rows: 50 MB by default.
  ///   - check: Called periodically; an error it throws is rethrown.
  package func crossEntropy(
    weights: Weights, targets: [Int], cap: Float? = nil, logitsAtOnce: Int = 48 * 262_144,
    check: () throws -> Void
  ) rethrows -> Variable {
    let (x, matrix) = (value, weights.matrix)
    precondition(targets.count == x.rows && !targets.isEmpty, "a target for every row")
    let factor = 1 / Float(targets.count)
    var total = 0.0
    var inputGradients: [Tensor] = []
    var weightGradient: Tensor?
    let rowsAtOnce = max(1, logitsAtOnce / matrix.rows)
    for start in stride(from: 0, to: targets.count, by: rowsAtOnce) {
      try check()
      let range = start..<min(start + rowsAtOnce, targets.count)
      let rows = x.rows(range)
      let products = rows.multiplied(byTransposeOf: matrix)
      let logits = cap.map { products.capped(at: $0) } ?? products
      for (row, sum) in logits.logSumExp().enumerated() {
        total += sum - Double(logits[row, targets[start + row]])
      }
      guard isDifferentiable || weights.variable?.isDifferentiable == true else { continue }
      try check()
      let dCapped = logits.crossEntropyGradient(targets: Array(targets[range]), factor: factor)
      let dLogits = cap.map { logits.capGradient($0, dCapped) } ?? dCapped
      try check()
      if isDifferentiable { inputGradients.append(dLogits.multiplied(by: matrix)) }
      guard weights.variable != nil else { continue }
      weightGradient = try Tensor.product(
        ofTransposed: dLogits, and: rows, addedTo: weightGradient.take(), check: check)
    }
    let loss = Tensor(Float(total / Double(targets.count)))
    let dx = inputGradients.isEmpty ? nil : Tensor.concatenatingRows(inputGradients)
    let inputs = [self] + (weights.variable.map { [$0] } ?? [])
    let dw = weightGradient
    return Variable(loss, inputs: inputs) { dy in
      [dx?.scaled(by: dy.number)] + (weights.variable == nil ? [] : [dw?.scaled(by: dy.number)])
    }
  }

  /// Cross-entropy, without a way to give up.
  package func crossEntropy(weights: Weights, targets: [Int], cap: Float? = nil) -> Variable {
    crossEntropy(weights: weights, targets: targets, cap: cap, check: {})
  }
}
