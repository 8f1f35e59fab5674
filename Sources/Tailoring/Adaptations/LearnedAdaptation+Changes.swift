import Gradients
import Models
import Tensors

extension LearnedAdaptation {
  /// How a matrix or norm of the model was changed.
  package struct Change: Sendable {
    /// What the place is called.
    package let place: String
    /// How many numbers were learned for it.
    package let numbers: Int
    /// The length of what is added over the length of what was there: ‖ΔW‖ / ‖W‖.
    package let size: Double
  }

  /// The changes to a model's weights, in the model's order; none for a soft prompt. Calls `check` between them and
  /// throws what it throws, and `TailoringError` for another model.
  package func changes(of model: LanguageModel, check: () throws -> Void = {}) throws -> [Change] {
    let tailored = try model.tailored(by: .learned(self))
    let places: [WeightPlace] =
      switch method {
      case .softPrompt, .universalPrompt, .taskFactors, .nextPrompt: []
      case .lowRank(_, _, let projections):
        model.decoder.layers.indices.flatMap { layer in projections.map { .projection($0, layer: layer) } }
      case .weights(let layers): WeightPlace.all(of: model.decoder, layers: layers)
      }
    return try places.enumerated().map { index, place in
      try check()
      let before = model.decoder.weights(at: place)
      let (change, count): (Double, Int)
      if case .projection(let projection, let layer) = place,
        let update = tailored.model.decoder.layers[layer][projection].update
      {
        let product = update.product
        (change, count) = (Double(product.dot(product)), update.a.value.count + update.b.value.count)
      } else {
        (change, count) = (numbers[index].squaredDistance(from: before), numbers[index].count)
      }
      let size = (change / Double(before.dot(before))).squareRoot()
      return Change(place: place.nameInGGUF, numbers: count, size: size)
    }
  }
}

extension LowRankUpdate {
  /// scale · B A [outputs × inputs].
  fileprivate var product: Tensor { b.value.multiplied(by: WeightMatrix(a.value)).scaled(by: scale) }
}
