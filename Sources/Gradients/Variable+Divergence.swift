import Tensors

extension Variable {
  /// How far what rows predict is from what others predict: the mean over the rows of the Kullback-Leibler divergence
  /// Σ p log (p / q), p = softmax(other · Wᵀ) and q = softmax(x · Wᵀ), `weights` being [vocabulary × width] and not
  /// learned.
  ///
  /// dx = (q − p) / rows · W, made in the same pass as the divergence while the logits are there.
  ///
  /// - Parameters:
  ///   - cap: Where given, the logits of both are capped by cap · tanh(logit / cap).
  ///   - logitsAtOnce: How many logits there are at a time on each side, in whole rows.
  ///   - check: Called periodically; an error it throws is rethrown.
  package func divergence(
    from other: Tensor, weights: WeightMatrix, cap: Float? = nil, logitsAtOnce: Int = 24 * 262_144,
    check: () throws -> Void
  ) rethrows -> Variable {
    let x = value
    precondition(x.shape == other.shape && x.rows > 0, "a row for every row")
    func logits(_ rows: Tensor) -> Tensor {
      let products = rows.multiplied(byTransposeOf: weights)
      return cap.map { products.capped(at: $0) } ?? products
    }
    var total = 0.0
    var parts: [Tensor] = []
    let rowsAtOnce = max(1, logitsAtOnce / weights.rows)
    for start in stride(from: 0, to: x.rows, by: rowsAtOnce) {
      try check()
      let range = start..<min(start + rowsAtOnce, x.rows)
      let (theirs, ours) = (logits(other.rows(range)), logits(x.rows(range)))
      let p = theirs.softmax()
      let difference = theirs.added(to: ours.scaled(by: -1))
      // log p − log q is the difference of the logits less that of their log-sums.
      total += (p * difference).sum()
      total -= zip(theirs.logSumExp(), ours.logSumExp()).reduce(0) { $0 + $1.0 - $1.1 }
      guard isDifferentiable else { continue }
      try check()
      let dLogits = ours.softmax().added(to: p.scaled(by: -1))
      parts.append((cap.map { ours.capGradient($0, dLogits) } ?? dLogits).multiplied(by: weights))
    }
    let share = 1 / Float(x.rows)
    let dx = parts.isEmpty ? nil : Tensor.concatenatingRows(parts).scaled(by: share)
    return Variable(Tensor(Float(total) * share), inputs: [self]) { dy in [dx?.scaled(by: dy.number)] }
  }

  /// The mean of the squares of how far the elements are from others, Σ (x − y)² / n; dx = 2 (x − y) / n.
  package func meanSquare(from other: Tensor) -> Variable {
    let difference = value.added(to: other.scaled(by: -1))
    let share = 1 / Float(difference.count)
    return Variable(Tensor(Float(difference.sumOfSquares()) * share), inputs: [self]) { dy in
      [difference.scaled(by: 2 * share * dy.number)]
    }
  }
}
