import Tensors

/// How the next token is chosen from the logits.
package struct Sampling: Equatable, Sendable {
  /// What logits are divided by; 0 takes the likeliest token.
  package var temperature: Double
  /// Only this many of the likeliest tokens can be chosen.
  package var topK: Int?
  /// Only the likeliest tokens that together have this probability can be chosen (Holtzman et al. 2020).
  package var topP: Double?

  package static let greedy = Sampling(temperature: 0)

  package init(temperature: Double, topK: Int? = nil, topP: Double? = nil) {
    self.temperature = temperature
    self.topK = topK
    self.topP = topP
  }

  /// The next token for a row of logits. Of equal logits the lower id comes first.
  package func token(from logits: Tensor, using generator: inout SeededGenerator) -> Int {
    guard temperature > 0 else { return logits.largest(1)[0] }
    var candidates = logits.largest(topK.map { min($0, logits.count) } ?? logits.count)
    let largest = Double(logits.floats[candidates[0]])
    var weights = candidates.map { ScalarMath.exp((Double(logits.floats[$0]) - largest) / temperature) }
    if let topP {
      let enough = topP * weights.reduce(0, +)
      var (sum, kept) = (0.0, 0)
      while kept < weights.count, kept == 0 || sum < enough {
        sum += weights[kept]
        kept += 1
      }
      candidates.removeSubrange(kept...)
      weights.removeSubrange(kept...)
    }
    var point = generator.uniform() * weights.reduce(0, +)
    for (candidate, weight) in zip(candidates, weights) {
      point -= weight
      if point < 0 { return candidate }
    }
    return candidates[candidates.count - 1]
  }
}
