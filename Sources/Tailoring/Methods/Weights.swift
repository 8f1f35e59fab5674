import Gradients
import Models
import Tensors

/// Weights of a model that were changed themselves (fine-tuning).
package struct TunedWeights: Sendable {
  /// How many of the last layers were tuned; `nil` for everything, embeddings included.
  package let layers: Int?
  /// In the order of `WeightPlace.all`.
  let tensors: [Tensor]
}

/// Learns a model's own matrices and norms.
package struct WeightsTuner: Tuner {
  /// How many of the last layers are tuned; `nil` for everything, embeddings included.
  let layers: Int?

  package init(layers: Int?) { self.layers = layers }

  package var usualRate: Double { 3e-5 }
  /// There are so many numbers that the optimiser's means of them must be small.
  package var momentPrecision: Moments.Precision { .bfloat16 }
  package var prefixLengths: [Int] { [] }

  package func places(in decoder: Decoder) -> [NumberPlace] {
    startingWeights(in: decoder).map { place in
      NumberPlace(name: place.nameInGGUF, shape: decoder.content(at: place)?.shape ?? [0])
    }
  }

  package func check(_ model: LanguageModel) throws(TailoringError) {
    let limit = model.decoder.layers.count
    if let layers, layers > limit { throw .init(.tooManyLayers(layers, limit: limit), blaming: .layers) }
  }

  package func start(
    _ model: LanguageModel, rows: StartingRows, examples: [EncodedExample], using generator: inout SeededGenerator
  ) -> [Tensor] { startingWeights(in: model.decoder).map { model.decoder.weights(at: $0) } }

  package func startingWeights(in decoder: Decoder) -> [WeightPlace] { WeightPlace.all(of: decoder, layers: layers) }

  package func tuned(_ decoder: Decoder, with numbers: [Variable]) -> TunedDecoder {
    var tuned = TunedDecoder(decoder: decoder)
    for (place, variable) in zip(startingWeights(in: decoder), numbers) { tuned.decoder.set(place, to: variable) }
    return tuned
  }

  /// Back only through the layers that are tuned, to their inputs and to their weights.
  package func operations(of step: StepCost) -> Double {
    let head = step.decoder.operations(ofPredictions: step.predictions)
    return step.decoder.layers.suffix(layers ?? step.decoder.layers.count)
      .reduce(step.forward + (layers == nil ? 2 * head : head)) { sum, layer in
        sum + 2 * (layer.operations(ofRows: step.rows) + step.attention)
      }
  }

  package func learned(_ numbers: [Tensor]) -> LearnedNumbers {
    .weights(TunedWeights(layers: layers, tensors: numbers))
  }
}
