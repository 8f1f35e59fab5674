import Formats
import Gradients
import Models
import Tailoring
import Tensors
import Tokenizers

/// A foundation model being pre-trained: a value that each step changes. Saved to a file and continued from there, it
/// gives the same bits as if it had never stopped.
package struct PretrainingRun: Sendable {
  package let recipe: Recipe
  package let vocabulary: Vocabulary
  /// The model before the first step.
  package let untrained: LanguageModel
  /// The model's weights after the last step, in the order of `WeightPlace.all`.
  package internal(set) var weights: [Tensor]
  /// The mean cross-entropy of each step's tokens, before the step.
  package internal(set) var losses: [Double] = []
  /// The checksum after the first two steps, by which a finished model shows that it comes from here.
  var earlyChecksum: UInt64?
  var optimiser: AdamW

  /// All weights are learned.
  private static let tuner = WeightsTuner(layers: nil)
  private static let earlySteps = 2
  /// A longer gradient is cut.
  private static let longestGradient = 1.0

  /// Learns the tokens from documents of the recipe and makes the untrained model; no step is made.
  /// Throws `TokenizerError`.
  package init(_ recipe: Recipe) throws(TokenizerError) {
    self.recipe = recipe
    var generator = SeededGenerator(seed: recipe.training.seed)
    let texts = (0..<recipe.vocabularyDocuments).map { _ in recipe.documents.document(using: &generator) }
    vocabulary = try BytePairTrainer(texts: texts).vocabulary(size: recipe.vocabularySize)
    untrained = try LanguageModel(untrained: recipe.name, recipe.shape, vocabulary, using: &generator)
    let decoder = untrained.decoder
    weights = WeightPlace.all(of: decoder).map { decoder.weights(at: $0) }
    optimiser = AdamW(shapes: weights.map(\.shape))
    optimiser.beta2 = 0.95
    optimiser.decay = Float(recipe.training.decay)
  }

  /// The number of steps made.
  package var stepCount: Int { losses.count }
  package var isFinished: Bool { stepCount >= recipe.training.steps }

  /// The model with the weights of now.
  package var model: LanguageModel {
    let tuned = Self.tuner.tuned(untrained.decoder, with: weights.map { Variable($0) })
    return LanguageModel(untrained, decoder: tuned.decoder)
  }

  /// Makes a step; returns the number of tokens learned from.
  ///
  /// - Parameter check: Called before every layer, forward and back; an error it throws ends the step.
  /// - Throws: `PretrainingError` for a NaN or an infinity, and what `check` throws; nothing is then changed.
  @discardableResult
  package mutating func step(check: () throws -> Void = {}) throws -> Int {
    let documents = documents(ofStep: stepCount).map { EncodedExample(text: $0) }
    let (loss, gradients, _) = try Self.tuner.lossAndGradients(
      documents, untrained.decoder, numbers: weights, beginning: [], check: check)
    let norm = gradients.reduce(0) { $0 + Double($1.dot($1)) }.squareRoot()
    guard loss.isFinite, norm.isFinite else {
      throw PretrainingError(.notFinite(what: loss.isFinite ? "the gradient" : "the loss", step: stepCount + 1))
    }
    try check()
    optimiser.step(
      &weights, gradients: gradients, rate: Float(recipe.training.rate(ofStep: stepCount)),
      factor: norm > Self.longestGradient ? Float(Self.longestGradient / norm) : 1)
    losses.append(loss)
    if stepCount == Self.earlySteps { earlyChecksum = checksum }
    return documents.reduce(0) { $0 + $1.answer.count }
  }

  /// The documents of a step as tokens, each with its end: each step has a random seed of its own, so that a run can
  /// continue from any of them.
  func documents(ofStep step: Int) -> [[Int]] {
    var generator = SeededGenerator(seed: (recipe.training.seed &+ 1) &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(step))
    var documents: [[Int]] = []
    var count = 0
    while count < recipe.training.tokens {
      let text = recipe.documents.document(using: &generator)
      let tokens = untrained.tokenizer.encode(text) + [untrained.tokenizer.special.end].compactMap { $0 }
      documents.append(Array(tokens.prefix(recipe.shape.contextLength)))
      count += documents[documents.count - 1].count
    }
    return documents
  }
}

extension PretrainingRun {
  /// Writes the model as a GGUF file: matrices as Q8_0, norms as F32. Throws `FormatError`, and leaves what was there
  /// before.
  package func save(to path: String) throws {
    var metadata = GGUFMetadata(name: recipe.name, untrained.configuration, vocabulary)
    metadata["general.license"] = EncodedValue("CC0-1.0")
    metadata["primer.recipe"] = EncodedValue(recipe.identity)
    metadata["primer.steps"] = EncodedValue(UInt32(stepCount))
    metadata["primer.early_checksum"] = earlyChecksum.map { EncodedValue(String($0, radix: 16)) }
    metadata.setFileType(.q8_0)
    let sources = zip(WeightPlace.all(of: untrained.decoder), weights).map { place, tensor in
      TensorSource(
        place.nameInGGUF, shape: tensor.shape.sizes, as: tensor.shape.rank > 1 ? .q8_0 : .f32, values: tensor.elements)
    }
    try GGUFWriter(sources, metadata: metadata).save(to: path)
    _ = try LanguageModel(name: recipe.name, path: path)
  }

  /// FNV-1a of all weights one after the other: two runs with one checksum almost certainly have the same bits.
  package var checksum: UInt64 {
    weights.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ $1.checksum) &* 0x100_0000_01B3 }
  }
}
