import Gradients
import Tensors

/// A decoder-only transformer: embeddings, layers, a last norm, and a product with all embeddings (or weights of
/// their own) for the logits. A value: a tailored decoder is a copy with some parts replaced, and shares all others.
package struct Decoder: Sendable {
  package let configuration: DecoderConfiguration
  /// [vocabulary × width]
  package var embeddings: Weights
  package var layers: [DecoderLayer]
  package var outputNorm: Norm
  /// [vocabulary × width]; `nil` where a model uses its embeddings.
  package var separateOutput: Weights?
  private let rotary: Rotary
  private let slidingRotary: Rotary

  init(
    configuration: DecoderConfiguration, embeddings: WeightMatrix, layers: [DecoderLayer], outputNorm: Norm,
    output: WeightMatrix?
  ) {
    self.configuration = configuration
    self.embeddings = .frozen(embeddings)
    self.layers = layers
    self.outputNorm = outputNorm
    separateOutput = output.map { .frozen($0) }
    let (size, pairing) = (configuration.headSize, configuration.rotaryPairing)
    rotary = Rotary(
      size: size, base: configuration.rotaryBase, scale: configuration.rotaryScale, pairing: pairing)
    slidingRotary = configuration.sliding.map { Rotary(size: size, base: $0.rotaryBase, pairing: pairing) } ?? rotary
  }

  /// What turns the last layer's rows into logits [vocabulary × width].
  package var output: Weights { separateOutput ?? embeddings }

  /// The embeddings of tokens [tokens × width], as they go into the first layer. The ids are within the vocabulary.
  package func embedded(_ tokens: [Int]) -> Variable {
    let rows =
      switch embeddings {
      case .frozen(let matrix): Variable(matrix.decoded(rows: tokens))
      case .learned(let variable): variable.rows(at: tokens)
      }
    return rows.scaled(by: configuration.embeddingScale)
  }

  /// What the last layer gives for rows [positions × width] that follow the positions in `cache`; the cache then
  /// holds these too.
  package func hidden(_ rows: Variable, cache: KeyValueCache) -> Variable {
    hidden(rows, following: [(cache, rows.value.rows)])
  }

  /// What the last layer gives for the rows of several texts: as many of them as stand beside the first cache follow
  /// its positions, then come those of the next cache, which is another one. The caches then hold these too. Every row
  /// gets the bits that it would get without the others.
  package func hidden(_ rows: Variable, following caches: [(cache: KeyValueCache, rows: Int)]) -> Variable {
    let positions = caches.flatMap { Array($0.cache.count..<$0.cache.count + $0.rows) }
    // Never given up half way: all layers of a cache hold the same positions.
    return hidden(rows, positions: positions, reach: .following(caches), check: {})
  }

  /// What the last layer gives for the rows of a batch.
  ///
  /// - Parameter check: Called before each layer; an error it throws is rethrown.
  package func hidden(_ rows: Variable, packing: Packing, check: () throws -> Void) rethrows -> Variable {
    try hidden(rows, positions: packing.positions, reach: .packed(packing), check: check)
  }

  /// The one forward pass. `visit` gets what comes out of each layer.
  func hidden(
    _ rows: Variable, positions: [Int], reach: Pass.Reach, check: () throws -> Void,
    visit: (Variable) -> Void = { _ in }
  ) rethrows -> Variable {
    let pass = pass(at: positions, reach: reach)
    var x = rows
    for index in layers.indices {
      try check()
      x = layers[index].output(of: x, pass: pass, layer: index, window: configuration.window(ofLayer: index))
      visit(x)
    }
    return x
  }

  /// A pass over rows at these positions.
  func pass(at positions: [Int], reach: Pass.Reach) -> Pass {
    let angles = rotary.angles(at: positions)
    return Pass(
      angles: angles, slidingAngles: configuration.sliding == nil ? angles : slidingRotary.angles(at: positions),
      reach: reach)
  }

  /// Rows that came out of the last layer, normed: times `output` they are logits.
  package func normed(_ hidden: Variable) -> Variable { outputNorm(hidden) }

  /// The logits [rows × vocabulary] of rows that came out of the last layer.
  package func logits(of hidden: Variable) -> Tensor {
    normed(hidden).value.multiplied(byTransposeOf: output.matrix)
  }

  /// Checks logits before anything is concluded from them. Throws `ModelError.notFinite` where one is infinite or NaN,
  /// and what `hidden` throws.
  ///
  /// - Parameter hidden: Computes once more what the last layer of a decoder gives, where the logits are not finite.
  package func checkFinite(_ logits: Tensor, hidden: (Decoder) throws -> Tensor) throws {
    guard !logits.isFinite else { return }
    throw ModelError.notFinite(layer: try firstLayerNotFinite(hidden))
  }

  /// The first layer that gives a number that is infinite or NaN: that of the shortest decoder of the first layers whose
  /// last layer does so. `nil` where no layer does.
  package func firstLayerNotFinite(_ hidden: (Decoder) throws -> Tensor) rethrows -> Int? {
    try layers.indices.first { index in
      var shorter = self
      shorter.layers = Array(layers.prefix(index + 1))
      return try !hidden(shorter).isFinite
    }
  }
}

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

/// What a forward pass needs to know about its rows: their positions, and what each attends to.
struct Pass {
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

  /// Attention in layer `layer`.
  func attended(
    queries: Variable, keys: Variable, values: Variable, layer: Int, size: Int, window: Int?, scale: Float
  ) -> Variable {
    switch reach {
    case .following(let caches):
      let memories = caches.map { (memory: $0.cache.layers[layer], rows: $0.rows) }
      var row = 0
      for (memory, rows) in memories {
        memory.append(keys: keys.value.rows(row..<row + rows), values: values.value.rows(row..<row + rows))
        row += rows
      }
      return Variable(AttentionMemory.attended(by: queries.value, memories, window: window, scale: scale))
    case .packed(let packing):
      return queries.attending(
        keys: keys, values: values, packing: packing, size: size, window: window, scale: scale)
    }
  }
}

/// The keys and values of every layer for the positions a model has read, so that the next token costs one row.
package final class KeyValueCache: Sendable {
  let layers: [AttentionMemory]

  /// An empty cache for a model.
  package init(_ configuration: DecoderConfiguration) {
    layers = (0..<configuration.layers).map { _ in
      AttentionMemory(heads: configuration.keyValueHeads, size: configuration.headSize)
    }
  }

  private init(layers: [AttentionMemory]) { self.layers = layers }

  /// A cache of its own that holds the same positions.
  package func copy() -> KeyValueCache { KeyValueCache(layers: layers.map { $0.copy() }) }

  /// The number of positions that have been read.
  package var count: Int { layers.first?.count ?? 0 }

  /// Forgets all positions from `count` on.
  package func truncate(to count: Int) {
    for layer in layers { layer.truncate(to: count) }
  }
}
