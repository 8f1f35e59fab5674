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
  /// - Parameter check: Called before each layer; gives up with what it throws.
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
