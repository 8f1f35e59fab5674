import Models
import Tailoring

/// How a foundation model is pre-trained: its shape, its training, and the tasks that its documents are made of. The
/// same recipe gives the same model to the last bit.
///
/// A recipe is a JSON file; see `Datasets/README.md` for its keys.
package struct Recipe: Sendable {
  /// What the model is called.
  package let name: String
  /// The model's shape, all but the size of its vocabulary.
  package let shape: DecoderConfiguration
  /// The most tokens of its vocabulary.
  package let vocabularySize: Int
  /// Documents from which the vocabulary is learned.
  package let vocabularyDocuments: Int
  package let training: PretrainingSettings
  package let documents: DocumentMaker
  /// SHA-256 of the recipe and of all data sets that it names, in hexadecimal.
  package let identity: String
}

/// How long and how fast a model is pre-trained.
package struct PretrainingSettings: Equatable, Sendable {
  package let seed: UInt64
  package let steps: Int
  /// Tokens of a step, a document more or less.
  package let tokens: Int
  /// The rate at its highest; it then falls in a line to zero.
  package let rate: Double
  /// Steps in which the rate rises.
  package let warmUp: Int
  /// The part of a matrix's numbers that a step takes off, as a multiple of the rate.
  package let decay: Double

  /// The rate of a step, counted from 0.
  package func rate(ofStep step: Int) -> Double {
    step < warmUp
      ? rate * Double(step + 1) / Double(warmUp)
      : rate * Double(steps - step) / Double(max(1, steps - warmUp))
  }
}
