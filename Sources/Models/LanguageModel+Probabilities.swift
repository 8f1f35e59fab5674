import Tensors

extension LanguageModel {
  /// log p of each token but the first, given those before it: one number fewer than there are tokens. Logits are
  /// made for a few rows at a time. Throws `ModelError`.
  package func logProbabilities(of tokens: [Int], check: () throws -> Void = {}) throws -> [Double] {
    guard tokens.count > 1 else { throw ModelError.emptyPrompt }
    guard tokens.count <= configuration.contextLength else {
      throw ModelError.contextExceeded(tokens: tokens.count, limit: configuration.contextLength)
    }
    let cache = KeyValueCache(configuration)
    var result: [Double] = []
    for start in stride(from: 0, to: tokens.count - 1, by: 64) {
      try check()
      let inputs = Array(tokens[start..<min(start + 64, tokens.count - 1)])
      let logits = decoder.logits(of: decoder.hidden(decoder.embedded(inputs), cache: cache))
      try decoder.checkFinite(logits) { decoder in
        let all = decoder.embedded(Array(tokens.prefix(start + inputs.count)))
        return decoder.hidden(all, cache: KeyValueCache(configuration)).value
      }
      for (row, sum) in logits.logSumExp().enumerated() {
        result.append(Double(logits[row, tokens[start + row + 1]]) - sum)
      }
    }
    return result
  }

  /// The probability of a token as the next one.
  package func probability(of token: Int, in logits: Tensor) -> Double {
    let sum = logits.reshaped([1, logits.count]).logSumExp()[0]
    return ScalarMath.exp(Double(logits.floats[token]) - sum)
  }

  /// A next token and its probability.
  package struct Candidate: Sendable {
    package let token: Int
    package let probability: Double
  }

  /// The `count` likeliest next tokens, likeliest first.
  package func likeliest(_ count: Int, in logits: Tensor) -> [Candidate] {
    let sum = logits.reshaped([1, logits.count]).logSumExp()[0]
    return logits.largest(count).map {
      Candidate(token: $0, probability: ScalarMath.exp(Double(logits.floats[$0]) - sum))
    }
  }
}
