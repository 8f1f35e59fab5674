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
    let decoder = model.decoder
    let tailored = try model.tailored(by: .learned(self)).model.decoder
    /// The change at a place, given the square of its length.
    func change(_ place: WeightPlace, numbers: Int, square: (_ before: Tensor) -> Double) throws -> Change {
      try check()
      let before = decoder.weights(at: place)
      // A place of zeros, as biases may be, is changed as a whole or not at all.
      let (length, added) = (Double(before.dot(before)), square(before))
      let size = length > 0 ? (added / length).squareRoot() : added > 0 ? 1 : 0
      return Change(place: place.nameInGGUF, numbers: numbers, size: size)
    }
    switch numbers {
    case .softPrompt, .universalPrompt: return []
    case .lowRank(let adapter):
      return try tailored.layers.indices.flatMap { layer in
        try adapter.projections.compactMap { projection in
          guard let update = tailored.layers[layer][projection].update else { return nil }
          let count = update.a.value.count + update.b.value.count
          return try change(.projection(projection, layer: layer), numbers: count) { _ in
            let product = update.product
            return Double(product.dot(product))
          }
        }
      }
    case .weights(let weights):
      return try zip(WeightPlace.all(of: decoder, layers: weights.layers), weights.tensors).map { place, tensor in
        try change(place, numbers: tensor.count) { tensor.squaredDistance(from: $0) }
      }
    }
  }
}

extension LowRankUpdate {
  /// scale · B A [outputs × inputs].
  fileprivate var product: Tensor { b.value.multiplied(by: WeightMatrix(a.value)).scaled(by: scale) }
}

/// How near two soft prompts are, seen as embeddings of their tasks (SPoT, Vu et al. 2022).
package struct PromptSimilarity: Equatable, Sendable {
  /// The mean of the cosines of every row of one with every row of the other. In that paper it told best how much one
  /// task helps another.
  package let ofRows: Double
  /// The cosine of the mean row of one with that of the other.
  package let ofMeans: Double

  /// Of rows [length × width] with others of the same width; a row of zeros is like none.
  package init(_ left: Tensor, _ right: Tensor) {
    let cosines = (0..<left.rows).flatMap { Self.cosines(left.rows($0..<$0 + 1), right) }
    ofRows = cosines.reduce(0, +) / Double(cosines.count)
    ofMeans = Self.cosines(left.mean(axis: 0), right.mean(axis: 0)).reduce(0, +)
  }

  /// 0 in place of those that zeros have none of.
  private static func cosines(_ left: Tensor, _ right: Tensor) -> [Double] {
    (left.cosine(with: right)?.elements ?? []).map { $0.isNaN ? 0 : Double($0) }
  }
}
