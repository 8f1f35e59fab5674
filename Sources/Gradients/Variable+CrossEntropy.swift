import Tensors

extension Variable {
  /// Rows whose logits are made at a time: with a vocabulary of 262,144 a row takes a megabyte.
  private static func rowsAtOnce(vocabulary: Int) -> Int { max(48, (1 << 22) / vocabulary) }

  /// The mean over the rows of −log softmax(x · Wᵀ)[target], `weights` being [vocabulary × width]: cross-entropy with
  /// the output projection in one, so that all logits never exist at once.
  ///
  /// dx = (softmax − one at the target) / rows · W, made in the same pass as the loss while the logits are there.
  package func crossEntropy(weights: Weights, targets: [Int]) -> Variable {
    let (x, matrix) = (value, weights.matrix)
    precondition(targets.count == x.rows && !targets.isEmpty, "a target for every row")
    let factor = 1 / Float(targets.count)
    var total = 0.0
    var inputGradients: [Tensor] = []
    var weightGradient: Tensor?
    let rowsAtOnce = Self.rowsAtOnce(vocabulary: matrix.rows)
    for start in stride(from: 0, to: targets.count, by: rowsAtOnce) {
      let range = start..<min(start + rowsAtOnce, targets.count)
      let rows = x.rows(range)
      let logits = rows.multiplied(byTransposeOf: matrix)
      for (row, sum) in logits.logSumExp().enumerated() {
        total += sum - Double(logits[row, targets[start + row]])
      }
      guard isDifferentiable || weights.variable?.isDifferentiable == true else { continue }
      let dLogits = logits.crossEntropyGradient(targets: Array(targets[range]), factor: factor)
      if isDifferentiable { inputGradients.append(dLogits.multiplied(by: matrix)) }
      if weights.variable != nil {
        let part = dLogits.transposedMultiplied(by: rows)
        weightGradient = weightGradient.map { $0.added(to: part) } ?? part
      }
    }
    let loss = Tensor(Float(total / Double(targets.count)))
    let dx = inputGradients.isEmpty ? nil : Tensor.concatenatingRows(inputGradients)
    let inputs = [self] + (weights.variable.map { [$0] } ?? [])
    let dw = weightGradient
    return Variable(loss, inputs: inputs) { dy in
      [dx?.scaled(by: dy.number)] + (weights.variable == nil ? [] : [dw?.scaled(by: dy.number)])
    }
  }
}
