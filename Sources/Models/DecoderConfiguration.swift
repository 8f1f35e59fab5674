import Tensors

/// What distinguishes one decoder-only transformer from another. One forward pass reads it.
package struct DecoderConfiguration: Equatable, Sendable {
  package let family: ModelFamily
  package var layers: Int
  /// The size of an embedding.
  package var width: Int
  package var feedForwardWidth: Int
  /// Heads of queries.
  package var heads: Int
  /// Heads of keys and values, shared by equal groups of query heads.
  package var keyValueHeads: Int
  package var headSize: Int
  package var vocabulary: Int
  /// The most positions the model was made for.
  package var contextLength: Int
  package var normEpsilon: Float

  package var rotaryBase: Double
  package var rotaryPairing: Rotary.Pairing
  /// What the angle of each pair of a head is divided by; none where it is 1 for all.
  package var rotaryDivisors: [Double] = []
  /// What rotated queries and keys are multiplied by.
  package var rotaryAmplitude = 1.0
  /// For each layer whether it rotates queries and keys; all do where there are none.
  package var rotatingLayers: [Bool] = []
  /// Whether an embedding of its position is added to that of each token.
  package var hasLearnedPositions = false

  package var activation: Activation
  /// Whether the feed-forward has a gate.
  package var isGated = true
  /// What embeddings are multiplied by on their way in.
  package var embeddingScale: Float = 1
  package var normKind = NormKind.rms
  /// The norms of a layer.
  package var norms: Set<WeightPlace.LayerNorm> = [.attention, .feedForward]
  /// Whether norms of queries and keys are of all heads together, and not head by head.
  package var normsHeadsTogether = false
  /// Whether a norm multiplies by its weights and one, so that other programs store them less one, as Gemma's.
  package var normsAddOne = false
  /// The projections that have biases.
  package var biases: Set<Projection> = []
  package var sliding: SlidingLayers?
  /// What products of queries and keys are multiplied by.
  package var attentionScale: Float
  /// What those products are capped at, by cap · tanh(product / cap).
  package var attentionCap: Float?
  /// What logits are capped at.
  package var logitCap: Float?
  /// Whether logits are made with the embeddings.
  package var isTied = true

  package enum NormKind: Sendable { case rms, layer }

  /// The family's name.
  package var architecture: String { family.name }

  /// Layers that attend to the nearest positions only.
  package struct SlidingLayers: Equatable, Sendable {
    /// How many positions they attend to, the token's own among them.
    package var window: Int
    /// For each layer whether it slides.
    package var layers: [Bool]
    /// The base of the sliding layers' rotation; `nil` where they rotate as the others do.
    package var rotaryBase: Double?

    package init(window: Int, layers: [Bool], rotaryBase: Double? = nil) {
      self.window = window
      self.layers = layers
      self.rotaryBase = rotaryBase
    }

    /// Sliding layers of which every so many one is global.
    init(window: Int, globalEvery period: Int, of layers: Int, rotaryBase: Double? = nil) {
      self.init(window: window, layers: (1...layers).map { $0 % period != 0 }, rotaryBase: rotaryBase)
    }
  }

  init(
    family: ModelFamily, layers: Int, width: Int, feedForwardWidth: Int, heads: Int, keyValueHeads: Int, headSize: Int,
    vocabulary: Int, contextLength: Int, normEpsilon: Float, rotaryBase: Double, rotaryPairing: Rotary.Pairing
  ) {
    self.family = family
    self.layers = layers
    self.width = width
    self.feedForwardWidth = feedForwardWidth
    self.heads = heads
    self.keyValueHeads = keyValueHeads
    self.headSize = headSize
    self.vocabulary = vocabulary
    self.contextLength = contextLength
    self.normEpsilon = normEpsilon
    self.rotaryBase = rotaryBase
    self.rotaryPairing = rotaryPairing
    activation = family.activation
    attentionScale = 1 / Float(headSize).squareRoot()
  }
}

extension DecoderConfiguration {
  /// A Llama (Touvron and others 2023) of a shape; its vocabulary is set when there is one.
  package init(
    llamaOf layers: Int, width: Int, feedForwardWidth: Int, heads: Int, keyValueHeads: Int, contextLength: Int
  ) {
    self.init(
      family: .llama, layers: layers, width: width, feedForwardWidth: feedForwardWidth, heads: heads,
      keyValueHeads: keyValueHeads, headSize: width / heads, vocabulary: 0, contextLength: contextLength,
      normEpsilon: 1e-5, rotaryBase: 10_000, rotaryPairing: .neighbours)
  }

  /// The window of layer `layer`, or `nil` when it attends to all positions.
  package func window(ofLayer layer: Int) -> Int? {
    guard let sliding, sliding.layers[layer] else { return nil }
    return sliding.window
  }

  /// Whether a layer rotates queries and keys.
  func rotates(_ layer: Int) -> Bool {
    !hasLearnedPositions && (rotatingLayers.isEmpty || rotatingLayers[layer])
  }

  /// The size of a head with zeros behind it, as products take it: a multiple of 16.
  package var paddedHeadSize: Int { (headSize + 15) & ~15 }

  /// The projections of a layer.
  var projections: [Projection] { Projection.allCases.filter { $0 != .gate || isGated } }

  /// The outputs of a projection.
  func rows(of projection: Projection) -> Int {
    switch projection {
    case .query: heads * headSize
    case .key, .value: keyValueHeads * headSize
    case .output, .down: width
    case .gate, .up: feedForwardWidth
    }
  }

  /// The weights of a layer's norm.
  func count(of norm: WeightPlace.LayerNorm) -> Int {
    switch norm {
    case .query: normsHeadsTogether ? rows(of: .query) : headSize
    case .key: normsHeadsTogether ? rows(of: .key) : headSize
    default: width
    }
  }
}
