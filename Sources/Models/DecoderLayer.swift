import Gradients
import Tensors

/// One layer of a decoder: attention and a gated feed-forward, each normed on its way in and added to what came in.
package struct DecoderLayer: Sendable {
  var attention: SelfAttention
  var feedForward: FeedForward
  package var attentionNorm: Norm
  package var feedForwardNorm: Norm
  /// Norms of what attention and feed-forward give, where a model has them.
  package var attentionOutputNorm: Norm?
  package var feedForwardOutputNorm: Norm?

  func output(of x: Variable, pass: Pass, layer: Int, window: Int?) -> Variable {
    let attended = attention.output(of: attentionNorm(x), pass: pass, layer: layer, window: window)
    let x = x.added(to: attentionOutputNorm?(attended) ?? attended)
    let fed = feedForward.output(of: feedForwardNorm(x))
    return x.added(to: feedForwardOutputNorm?(fed) ?? fed)
  }
}

/// RMS norm with its weights.
package struct Norm: Sendable {
  package var weights: Variable
  let epsilon: Float

  func callAsFunction(_ x: Variable) -> Variable { x.rmsNormed(weights: weights, epsilon: epsilon) }
}

/// Self-attention with rotary positions and groups of query heads that share keys and values.
struct SelfAttention: Sendable {
  var queries: Linear
  var keys: Linear
  var values: Linear
  var output: Linear
  /// Norms of each head of queries and keys, where a model has them.
  var queryNorm: Norm?
  var keyNorm: Norm?
  let size: Int

  /// What products of queries and keys are multiplied by.
  var scale: Float { 1 / Float(size).squareRoot() }

  func output(of x: Variable, pass: Pass, layer: Int, window: Int?) -> Variable {
    let (q, k, v) = projected(x, pass, window)
    let attended = pass.attended(
      queries: q, keys: k, values: v, layer: layer, size: size, window: window, scale: scale)
    return attended.through(output)
  }

  /// The queries, keys and values of rows, as attention takes them: normed, where a model does that, and rotated.
  func projected(
    _ x: Variable, _ pass: Pass, _ window: Int?
  ) -> (queries: Variable, keys: Variable, values: Variable) {
    let projected = x.through([queries, keys, values])
    let angles = window == nil ? pass.angles : pass.slidingAngles
    return (
      normed(projected[0], queryNorm).rotated(by: angles), normed(projected[1], keyNorm).rotated(by: angles),
      projected[2]
    )
  }

  /// Norms each head of each row.
  private func normed(_ x: Variable, _ norm: Norm?) -> Variable {
    guard let norm else { return x }
    return norm(x.reshaped([x.value.count / size, size])).reshaped(x.shape)
  }
}

/// Gated feed-forward: down(f(gate(x)) · up(x)).
struct FeedForward: Sendable {
  var gate: Linear
  var up: Linear
  var down: Linear
  let activation: Activation

  func output(of x: Variable) -> Variable {
    let projected = x.through([gate, up])
    return projected[0].gated(up: projected[1], activation: activation).through(down)
  }
}
