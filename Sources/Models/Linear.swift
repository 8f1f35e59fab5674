import Gradients
import Tensors

/// A linear map [inputs] → [outputs] as a layer uses it: weights, frozen or learned, and maybe a low-rank update
/// beside them.
package struct Linear: Sendable {
  package var weights: Weights
  package var update: LowRankUpdate?

  package init(_ matrix: WeightMatrix) { weights = .frozen(matrix) }

  package var inputs: Int { weights.matrix.columns }
  package var outputs: Int { weights.matrix.rows }
}

/// What LoRA adds to a linear map (Hu et al. 2021): scale · B (A x), A being [rank × inputs] and B [outputs × rank].
package struct LowRankUpdate: Sendable {
  package var a: Variable
  package var b: Variable
  package var scale: Float

  package init(a: Variable, b: Variable, scale: Float) {
    self.a = a
    self.b = b
    self.scale = scale
  }
}

extension Variable {
  /// The receiver through several linear maps at once.
  func through(_ maps: [Linear]) -> [Variable] {
    zip(multiplied(byTransposesOf: maps.map(\.weights)), maps).map { base, map in
      guard let update = map.update else { return base }
      let low = multiplied(byTransposeOf: .learned(update.a))
      return base.added(to: low.multiplied(byTransposeOf: .learned(update.b)).scaled(by: update.scale))
    }
  }

  /// The receiver through a linear map.
  func through(_ map: Linear) -> Variable { through([map])[0] }
}
