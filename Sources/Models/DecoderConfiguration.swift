import Tensors

/// What distinguishes one family of decoder-only transformers from another. One forward pass reads it.
package struct DecoderConfiguration: Equatable, Sendable {
  /// The family's name as GGUF has it: `llama`, `gemma3`.
  package var architecture: String
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
  /// What positions are divided by, 1 for none.
  package var rotaryScale = 1.0

  package var activation: Activation
  /// What embeddings are multiplied by on their way in.
  package var embeddingScale: Float = 1
  /// Whether queries and keys are normed head by head.
  package var normsQueriesAndKeys = false
  /// Whether what attention and feed-forward give is normed before it is added.
  package var normsOutputs = false
  /// Whether a norm multiplies by its weights and one, so that other programs store them less one, as Gemma's.
  package var normsAddOne = false
  package var sliding: SlidingLayers?

  /// Layers that attend to the nearest positions only.
  package struct SlidingLayers: Equatable, Sendable {
    /// How many positions they attend to, the token's own among them.
    package var window: Int
    /// Every so many layers one is global; the others slide.
    package var period: Int
    /// The base of the sliding layers' rotation.
    package var rotaryBase: Double
  }

  /// The window of layer `layer`, or `nil` when it attends to all positions.
  package func window(ofLayer layer: Int) -> Int? {
    guard let sliding, (layer + 1) % sliding.period != 0 else { return nil }
    return sliding.window
  }
}
