import Tensors

/// A decoder-only transformer: embeddings, layers, a last norm, and a product with all embeddings (or weights of their own) for the
/// logits. It never changes.
package struct Decoder: Sendable {
  package let configuration: DecoderConfiguration
  /// [vocabulary × width]
  package let embeddings: WeightMatrix
  package let layers: [DecoderLayer]
  let outputNorm: Tensor
  /// [vocabulary × width]; the embeddings where a model ties the two.
  package let output: WeightMatrix
  private let rotary: Rotary
  private let slidingRotary: Rotary

  init(
    configuration: DecoderConfiguration, embeddings: WeightMatrix, layers: [DecoderLayer], outputNorm: Tensor,
    output: WeightMatrix
  ) {
    self.configuration = configuration
    self.embeddings = embeddings
    self.layers = layers
    self.outputNorm = outputNorm
    self.output = output
    let (size, pairing) = (configuration.headSize, configuration.rotaryPairing)
    rotary = Rotary(
      size: size, base: configuration.rotaryBase, scale: configuration.rotaryScale, pairing: pairing)
    slidingRotary = configuration.sliding.map { Rotary(size: size, base: $0.rotaryBase, pairing: pairing) } ?? rotary
  }

  /// The embeddings of tokens [tokens × width], as they go into the first layer. The ids are within the vocabulary.
  package func embedded(_ tokens: [Int]) -> Tensor {
    embeddings.decoded(rows: tokens).scaled(by: configuration.embeddingScale)
  }

  /// What the last layer gives for rows [positions × width] that follow the positions in `cache`; the cache then holds these too.
  package func hidden(_ rows: Tensor, cache: KeyValueCache) -> Tensor {
    let positions = cache.count..<cache.count + rows.rows
    let angles = rotary.angles(at: positions)
    let slidingAngles = configuration.sliding == nil ? angles : slidingRotary.angles(at: positions)
    var x = rows
    for (index, layer) in layers.enumerated() {
      let window = configuration.window(ofLayer: index)
      x = layer.output(
        of: x, angles: window == nil ? angles : slidingAngles, window: window, memory: cache.layers[index])
    }
    return x
  }

  /// The logits [rows × vocabulary] of rows that came out of the last layer.
  package func logits(of hidden: Tensor) -> Tensor {
    hidden.rmsNormed(weights: outputNorm, epsilon: configuration.normEpsilon).multiplied(byTransposeOf: output)
  }
}
