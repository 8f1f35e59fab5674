import Gradients
import Models
import Tensors

/// LoRA: a low-rank update alpha/rank · B A beside some projections of every layer (Hu et al. 2021).
package struct LowRankAdapter: Sendable {
  package let rank: Int
  package let alpha: Double
  package let projections: [Projection]
  /// A [rank × inputs] and B [outputs × rank] of each projection, layer by layer.
  let matrices: [Tensor]
}

/// Learns low-rank updates.
struct LowRankTuner: Tuner {
  let rank: Int
  let alpha: Double
  let projections: [Projection]

  var usualRate: Double { 1e-3 }
  var prefixLengths: [Int] { [] }

  func places(in decoder: Decoder) -> [NumberPlace] {
    decoder.layers.enumerated().flatMap { index, layer in
      projections.flatMap { projection in
        let map = layer[projection]
        return [
          NumberPlace(name: "\(projection.rawValue) of layer \(index), A", shape: [rank, map.inputs]),
          NumberPlace(name: "\(projection.rawValue) of layer \(index), B", shape: [map.outputs, rank]),
        ]
      }
    }
  }

  func check(_ model: LanguageModel) throws(TailoringError) {
    let known = model.decoder.layers.first?.projections ?? []
    if let other = projections.first(where: { !known.contains($0) }) {
      throw .init(.noProjection(other.rawValue, model: model.name))
    }
  }

  /// It begins as no change at all: B is zero, A uniform in ±1/√inputs, as PEFT's.
  func start(
    _ model: LanguageModel, rows: StartingRows, examples: [EncodedExample], using generator: inout SeededGenerator
  ) -> [Tensor] {
    model.decoder.layers.flatMap { layer in
      projections.flatMap { projection -> [Tensor] in
        let map = layer[projection]
        let bound = 1 / Double(map.inputs).squareRoot()
        let a = (0..<rank * map.inputs).map { _ in Float((2 * generator.uniform() - 1) * bound) }
        return [Tensor(a, shape: [rank, map.inputs]), Tensor(repeating: 0, shape: [map.outputs, rank])]
      }
    }
  }

  func tuned(_ decoder: Decoder, with numbers: [Variable]) -> TunedDecoder {
    var tuned = TunedDecoder(decoder: decoder)
    var next = numbers.makeIterator()
    for layer in decoder.layers.indices {
      for projection in projections {
        guard let a = next.next(), let b = next.next() else { preconditionFailure("an A and a B for every place") }
        let scale = Float(alpha) / Float(rank)
        tuned.decoder.layers[layer][projection].update = LowRankUpdate(a: a, b: b, scale: scale)
      }
    }
    return tuned
  }

  /// An update takes 2 · rank · (inputs + outputs) a row, three times in all: forward, and back to its input and to its
  /// own numbers.
  func operations(of step: StepCost) -> Double {
    step.decoder.layers.reduce(step.throughAll) { sum, layer in
      projections.reduce(sum) { $0 + 6 * Double(rank * (layer[$1].inputs + layer[$1].outputs)) * Double(step.rows) }
    }
  }

  func learned(_ numbers: [Tensor]) -> LearnedNumbers {
    .lowRank(LowRankAdapter(rank: rank, alpha: alpha, projections: projections, matrices: numbers))
  }
}
