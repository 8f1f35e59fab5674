import Tensors

/// One layer of a decoder: attention and a gated feed-forward, each normed on its way in and added to what came in.
package struct DecoderLayer: Sendable {
  package let attention: SelfAttention
  package let feedForward: FeedForward
  let attentionNorm: Norm
  let feedForwardNorm: Norm
  /// Norms of what attention and feed-forward give, where a model has them.
  let attentionOutputNorm: Norm?
  let feedForwardOutputNorm: Norm?

  func output(of x: Tensor, angles: RotaryAngles, window: Int?, memory: AttentionMemory) -> Tensor {
    let attended = attention.output(of: attentionNorm(x), angles: angles, window: window, memory: memory)
    let x = x.added(to: attentionOutputNorm?(attended) ?? attended)
    let fed = feedForward.output(of: feedForwardNorm(x))
    return x.added(to: feedForwardOutputNorm?(fed) ?? fed)
  }
}

/// RMS norm with its weights.
struct Norm: Sendable {
  let weights: Tensor
  let epsilon: Float

  func callAsFunction(_ x: Tensor) -> Tensor { x.rmsNormed(weights: weights, epsilon: epsilon) }
}

/// Self-attention with rotary positions and groups of query heads that share keys and values.
package struct SelfAttention: Sendable {
  package let queries: WeightMatrix
  package let keys: WeightMatrix
  package let values: WeightMatrix
  package let output: WeightMatrix
  /// Norms of each head of queries and keys, where a model has them.
  let queryNorm: Norm?
  let keyNorm: Norm?
  /// What products of query and key are multiplied by: 1 / √(head size).
  let scale: Float

  func output(of x: Tensor, angles: RotaryAngles, window: Int?, memory: AttentionMemory) -> Tensor {
    let projected = x.multiplied(byTransposesOf: [queries, keys, values])
    let q = normed(projected[0], queryNorm).rotated(by: angles)
    let k = normed(projected[1], keyNorm).rotated(by: angles)
    memory.append(keys: k, values: projected[2])
    return memory.attended(by: q, window: window, scale: scale).multiplied(byTransposeOf: output)
  }

  /// Norms each head of each row.
  private func normed(_ x: Tensor, _ norm: Norm?) -> Tensor {
    guard let norm else { return x }
    return norm(x.reshaped([x.count / norm.weights.count, norm.weights.count])).reshaped(x.shape)
  }
}

/// Gated feed-forward: down(f(gate(x)) · up(x)).
package struct FeedForward: Sendable {
  package let gate: WeightMatrix
  package let up: WeightMatrix
  package let down: WeightMatrix
  let activation: DecoderConfiguration.Activation

  func output(of x: Tensor) -> Tensor {
    let projected = x.multiplied(byTransposesOf: [gate, up])
    return projected[0].gated(up: projected[1], gelu: activation == .gelu).multiplied(byTransposeOf: down)
  }
}
