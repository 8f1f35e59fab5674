import Gradients
import Tensors

/// A linear map [inputs] → [outputs] as a layer uses it: weights, frozen or learned, and maybe a low-rank update
/// beside them, of all rows or of some.
package struct Linear: Sendable {
  package var weights: Weights
  /// Added to every row [outputs], where a model has biases.
  package var bias: Variable?
  package var update: LowRankUpdate?
  /// Updates of some rows alone, in the order of the rows.
  var rowUpdates: [(rows: Range<Int>, update: LowRankUpdate)] = []

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
      let mapped = map.bias.map { base.adding(toEachRow: $0) } ?? base
      let all = map.update.map { mapped.added(to: through($0)) } ?? mapped
      return map.rowUpdates.isEmpty ? all : all.added(map.rowUpdates, of: self)
    }
  }

  /// The receiver through a linear map.
  func through(_ map: Linear) -> Variable { through([map])[0] }

  private func through(_ update: LowRankUpdate) -> Variable {
    multiplied(byTransposeOf: .learned(update.a)).multiplied(byTransposeOf: .learned(update.b))
      .scaled(by: update.scale)
  }

  /// The receiver with what updates make of the same rows of `inputs` added to these rows.
  private func added(_ updates: [(rows: Range<Int>, update: LowRankUpdate)], of inputs: Variable) -> Variable {
    var (parts, row) = ([Variable](), 0)
    for (rows, update) in updates {
      if row < rows.lowerBound { parts.append(slices(row..<rows.lowerBound)) }
      parts.append(slices(rows).added(to: inputs.slices(rows).through(update)))
      row = rows.upperBound
    }
    if row < value.rows { parts.append(slices(row..<value.rows)) }
    return .concatenating(parts)
  }
}

extension Decoder {
  /// The decoder with the low-rank updates of other ones, which share its weights, beside some rows of a batch, given
  /// in the order of the rows.
  package func updating(_ parts: [(rows: Range<Int>, decoder: Decoder)]) -> Decoder {
    var result = self
    for (rows, decoder) in parts {
      for layer in layers.indices {
        for projection in layers[layer].projections {
          guard let update = decoder.layers[layer][projection].update else { continue }
          result.layers[layer][projection].rowUpdates.append((rows, update))
        }
      }
    }
    return result
  }
}
