import Gradients
import Tensors

/// RMS norm, or layer norm, which is RMS norm of rows less their mean: with weights, and maybe a bias.
package struct Norm: Sendable {
  package var weights: Variable
  package var bias: Variable?
  private let epsilon: Float
  private let isCentred: Bool

  init(_ weights: Variable, bias: Variable? = nil, _ c: DecoderConfiguration) {
    self.weights = weights
    self.bias = bias
    epsilon = c.normEpsilon
    isCentred = c.normKind == .layer
  }

  func callAsFunction(_ x: Variable) -> Variable {
    let normed = (isCentred ? x.centred() : x).rmsNormed(weights: weights, epsilon: epsilon)
    return bias.map { normed.adding(toEachRow: $0) } ?? normed
  }
}

/// Self-attention with groups of query heads that share keys and values.
struct SelfAttention: Sendable {
  var queries: Linear
  var keys: Linear
  var values: Linear
  var output: Linear
  /// Norms of queries and keys, where a model has them: of each head, or of all heads together.
  var queryNorm: Norm?
  var keyNorm: Norm?
  /// The size of a head as it is stored, and with zeros behind it up to a multiple of 16, as products take it.
  private let headSize: Int
  let paddedSize: Int
  /// What products of queries and keys are multiplied by.
  let scale: Float
  /// What they are capped at then; 0 for no cap.
  let cap: Float

  init(
    queries: Linear, keys: Linear, values: Linear, output: Linear, queryNorm: Norm?, keyNorm: Norm?,
    _ c: DecoderConfiguration
  ) {
    self.queries = queries
    self.keys = keys
    self.values = values
    self.output = output
    self.queryNorm = queryNorm
    self.keyNorm = keyNorm
    headSize = c.headSize
    paddedSize = c.paddedHeadSize
    scale = c.attentionScale
    cap = c.attentionCap ?? 0
  }

  func output(of x: Variable, pass: Pass, layer: Int) -> Variable {
    let (q, k, v) = projected(x, pass, layer: layer)
    let attended = pass.attended(
      queries: q, keys: k, values: v, layer: layer, size: paddedSize, scale: scale, cap: cap)
    return resized(attended, from: paddedSize, to: headSize).through(output)
  }

  /// The queries, keys and values of rows, as attention takes them: normed, where a model does that, rotated, and
  /// padded.
  func projected(
    _ x: Variable, _ pass: Pass, layer: Int
  ) -> (queries: Variable, keys: Variable, values: Variable) {
    let projected = x.through([queries, keys, values])
    return (
      positioned(normed(projected[0], queryNorm), pass, layer), positioned(normed(projected[1], keyNorm), pass, layer),
      resized(projected[2], from: headSize, to: paddedSize)
    )
  }

  private func positioned(_ x: Variable, _ pass: Pass, _ layer: Int) -> Variable {
    resized(pass.angles(ofLayer: layer).map { x.rotated(by: $0) } ?? x, from: headSize, to: paddedSize)
  }

  /// Norms each row, or each head of each row. A row that is one head is normed as a head, since the order in which
  /// gradients are added up follows the steps.
  private func normed(_ x: Variable, _ norm: Norm?) -> Variable {
    guard let norm else { return x }
    if norm.weights.value.count != headSize { return norm(x) }
    return norm(x.reshaped([x.value.count / headSize, headSize])).reshaped(x.shape)
  }

  /// Each head of each row with another size.
  private func resized(_ x: Variable, from size: Int, to newSize: Int) -> Variable {
    guard size != newSize else { return x }
    let heads = x.value.columns / size
    return x.reshaped([x.value.rows * heads, size]).withColumns(newSize).reshaped([x.value.rows, heads * newSize])
  }
}

/// Feed-forward: down(f(gate(x)) · up(x)), or down(f(up(x))) where there is no gate.
struct FeedForward: Sendable {
  var gate: Linear?
  var up: Linear
  var down: Linear
  let activation: Activation

  func output(of x: Variable) -> Variable {
    guard let gate else {
      let inner = x.through(up)
      let ones = Variable(Tensor(repeating: 1, shape: inner.shape))
      return inner.gated(up: ones, activation: activation).through(down)
    }
    let projected = x.through([gate, up])
    return projected[0].gated(up: projected[1], activation: activation).through(down)
  }
}

/// What a forward pass needs to know about its rows: their positions, and what each attends to.
struct Pass {
  let configuration: DecoderConfiguration
  /// The angles of layers that attend to everything, and of sliding ones.
  let angles: RotaryAngles
  let slidingAngles: RotaryAngles
  let reach: Reach

  enum Reach {
    /// So many rows follow what each cache holds; it then holds them too.
    case following([(cache: KeyValueCache, rows: Int)])
    /// The rows are a batch of sequences, each reaching its prefix and itself.
    case packed(Packing)
  }

  /// By which angles a layer turns queries and keys; `nil` where it does not.
  func angles(ofLayer layer: Int) -> RotaryAngles? {
    guard configuration.rotates(layer) else { return nil }
    return configuration.window(ofLayer: layer) == nil ? angles : slidingAngles
  }

  /// Attention in layer `layer`.
  func attended(
    queries: Variable, keys: Variable, values: Variable, layer: Int, size: Int, scale: Float, cap: Float
  ) -> Variable {
    let window = configuration.window(ofLayer: layer)
    switch reach {
    case .following(let caches):
      let memories = caches.map { (memory: $0.cache.layers[layer], rows: $0.rows) }
      var row = 0
      for (memory, rows) in memories {
        memory.append(keys: keys.value.rows(row..<row + rows), values: values.value.rows(row..<row + rows))
        row += rows
      }
      return Variable(AttentionMemory.attended(by: queries.value, memories, window: window, scale: scale, cap: cap))
    case .packed(let packing):
      return queries.attending(
        keys: keys, values: values, packing: packing, size: size, window: window, scale: scale, cap: cap)
    }
  }
}
