import Gradients
import Tensors

/// A decoder-only transformer: embeddings, layers, a last norm, and a product with all embeddings (or weights of
/// their own) for the logits. A value: a tailored decoder is a copy with some parts replaced, and shares all others.
package struct Decoder: Sendable {
  package let configuration: DecoderConfiguration
  /// [vocabulary × width]
  package var embeddings: Weights
  /// What is added to the embedding at each position [context length × width], where positions are learned.
  package var positions: Weights?
  package var layers: [DecoderLayer]
  package var outputNorm: Norm
  /// [vocabulary × width]; `nil` where a model uses its embeddings.
  package var separateOutput: Weights?
  /// What the file that it comes from calls its tensors.
  package let names: NameTable
  private let rotary: Rotary
  private let slidingRotary: Rotary

  init(
    configuration: DecoderConfiguration, embeddings: WeightMatrix, positions: WeightMatrix? = nil,
    layers: [DecoderLayer], outputNorm: Norm, output: WeightMatrix?, names: NameTable = .gguf
  ) {
    self.configuration = configuration
    self.names = names
    self.embeddings = .frozen(embeddings)
    self.positions = positions.map { .frozen($0) }
    self.layers = layers
    self.outputNorm = outputNorm
    separateOutput = output.map { .frozen($0) }
    let (size, pairing) = (configuration.headSize, configuration.rotaryPairing)
    rotary = Rotary(
      size: size, base: configuration.rotaryBase, divisors: configuration.rotaryDivisors,
      amplitude: configuration.rotaryAmplitude, pairing: pairing)
    slidingRotary = configuration.sliding?.rotaryBase.map { Rotary(size: size, base: $0, pairing: pairing) } ?? rotary
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
    var x = positioned(rows, at: positions)
    for index in layers.indices {
      try check()
      x = layers[index].output(of: x, pass: pass, layer: index)
      visit(x)
    }
    return x
  }

  /// Rows as the first layer gets them: with what was learned for their positions, where a model has that.
  func positioned(_ rows: Variable, at places: [Int]) -> Variable {
    switch positions {
    case .frozen(let matrix): rows.added(to: Variable(matrix.decoded(rows: places)))
    case .learned(let variable): rows.added(to: variable.rows(at: places))
    case nil: rows
    }
  }

  /// A pass over rows at these positions.
  func pass(at positions: [Int], reach: Pass.Reach) -> Pass {
    let angles = rotary.angles(at: positions)
    return Pass(
      configuration: configuration, angles: angles,
      slidingAngles: configuration.sliding == nil ? angles : slidingRotary.angles(at: positions), reach: reach)
  }

  /// Rows that came out of the last layer, normed: `logits(ofNormed:)` makes logits of them.
  package func normed(_ hidden: Variable) -> Variable { outputNorm(hidden) }

  /// The logits [rows × vocabulary] of rows that came out of the last layer.
  package func logits(of hidden: Variable) -> Tensor {
    logits(ofNormed: normed(hidden).value)
  }

  /// The logits of rows that are normed: times `output`, and capped where the model caps them.
  package func logits(ofNormed rows: Tensor) -> Tensor {
    let logits = rows.multiplied(byTransposeOf: output.matrix)
    return configuration.logitCap.map { logits.capped(at: $0) } ?? logits
  }

  /// Checks logits before anything is concluded from them. Throws `ModelError.notFinite` where one is infinite or NaN,
  /// and what `hidden` throws.
  ///
  /// - Parameter hidden: Computes once more what the last layer of a decoder gives, where the logits are not finite.
  package func checkFinite(_ logits: Tensor, hidden: (Decoder) throws -> Tensor) throws {
    guard !logits.isFinite else { return }
    throw ModelError.notFinite(layer: try firstLayerNotFinite(hidden), tensor: firstTensorNotFinite)
  }

  /// The name of the first tensor that holds a number that is infinite or NaN, as the model's file has it.
  package var firstTensorNotFinite: String? {
    WeightPlace.all(of: self).first { !weights(at: $0).isFinite }.map(names.name(of:))
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

/// One layer of a decoder: attention and a feed-forward, each normed on its way in, its way out or both, and added to
/// what came in.
package struct DecoderLayer: Sendable {
  var attention: SelfAttention
  var feedForward: FeedForward
  /// Norms of what attention and feed-forward get, where a model has them.
  package var attentionNorm: Norm?
  package var feedForwardNorm: Norm?
  /// Norms of what attention and feed-forward give, where a model has them.
  package var attentionOutputNorm: Norm?
  package var feedForwardOutputNorm: Norm?

  func output(of x: Variable, pass: Pass, layer: Int) -> Variable {
    let attended = attention.output(of: attentionNorm?(x) ?? x, pass: pass, layer: layer)
    let x = x.added(to: attentionOutputNorm?(attended) ?? attended)
    let fed = feedForward.output(of: feedForwardNorm?(x) ?? x)
    return x.added(to: feedForwardOutputNorm?(fed) ?? fed)
  }
}
