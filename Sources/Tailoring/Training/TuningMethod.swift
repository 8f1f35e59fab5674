import Gradients
import Models
import Tensors

/// What is learned when a model is tuned. The methods differ only in which numbers these are and where they enter the
/// one forward pass.
package enum TuningMethod: Equatable, Sendable {
  /// Rows of numbers in front of the input, the model frozen (Lester et al. 2021).
  case softPrompt(length: Int)
  /// A low-rank update beside some projections of every layer, the model frozen (Hu et al. 2021).
  case lowRank(rank: Int, alpha: Double, projections: [Projection])
  /// The model's own matrices and norms: of the last `layers` layers, or everything, embeddings included, when that
  /// is `nil`.
  case weights(layers: Int?)
}

/// A model as some learned numbers make it.
package struct Tailored {
  package var decoder: Decoder
  /// Rows [length × width] in front of the input.
  var front: Variable?
}

extension TuningMethod {
  /// The model with learned numbers, given in the order of `start`, in their places.
  package func tailored(_ decoder: Decoder, with numbers: [Variable]) -> Tailored {
    var tailored = Tailored(decoder: decoder)
    switch self {
    case .softPrompt: tailored.front = numbers[0]
    case .lowRank(let rank, let alpha, let projections):
      var next = numbers.makeIterator()
      for layer in decoder.layers.indices {
        for projection in projections {
          guard let a = next.next(), let b = next.next() else { continue }
          let scale = Float(alpha) / Float(rank)
          tailored.decoder.layers[layer][projection].update = LowRankUpdate(a: a, b: b, scale: scale)
        }
      }
    case .weights(let layers):
      var next = numbers.makeIterator()
      for place in WeightPlace.all(of: decoder, layers: layers) {
        if let variable = next.next() { tailored.decoder.set(place, to: variable) }
      }
    }
    return tailored
  }
}
