import Foundation
import Models
import Tensors

@testable import Tailoring

/// Two tiny models with random weights, and tasks for them.
enum TinyModel {
  static let names = ["tiny-llama", "tiny-gemma"]

  static func load(_ name: String) throws -> LanguageModel {
    try LanguageModel(name: name, path: fixtures.appending(path: "\(name).gguf.bin").path)
  }

  static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "ModelTests/Fixtures")

  /// A few words to learn by heart.
  static let words = dataset("words", [("a", "b"), ("c", "d"), ("e", "b"), ("g", "d")])

  static func dataset(_ name: String, _ pairs: [(String, String)]) -> Dataset {
    Dataset(name: name, examples: pairs.map { .init(question: $0.0, answer: $0.1) })
  }

  /// Each method with a rate at which it learns these words from a model of random weights.
  static let methods: [(TuningMethod, rate: Double)] = [
    (.softPrompt(length: 4), 0.1),
    (.lowRank(rank: 4, alpha: 8, projections: [.query, .value, .down]), 0.02),
    (.weights(layers: nil), 0.01),
    (.weights(layers: 1), 0.01),
  ]

  /// A run over the words with all its steps made.
  static func finished(
    _ model: LanguageModel, _ method: TuningMethod, rate: Double, steps: Int = 6, seed: UInt64 = 1, dev: Dataset? = nil
  ) throws -> TuningRun {
    var run = try TuningRun(
      model, on: words, dev: dev, settings: settings(method, rate: rate, steps: steps, seed: seed))
    while !run.isFinished { try run.step() }
    return run
  }

  static func settings(_ method: TuningMethod, rate: Double, steps: Int = 6, seed: UInt64 = 1) -> TuningSettings {
    TuningSettings(method: method, steps: steps, batch: 3, rate: rate, seed: seed)
  }

  /// The bits of all weights.
  static func checksums(_ model: LanguageModel) -> [UInt64] {
    WeightPlace.all(of: model.decoder).map { model.decoder.weights(at: $0).checksum }
  }
}
