import Gradients
import Models
import Tensors

/// What is learned when a model is tuned. The methods differ only in which numbers these are and where they enter the
/// one forward pass.
package enum TuningMethod: Equatable, Sendable {
  /// Rows of numbers in front of the input, the model frozen (Lester et al. 2021).
  case softPrompt(length: Int)
  /// A soft prompt for each of several tasks, learned together: rows that all share times a low-rank matrix for each
  /// task, number by number, the model frozen (multitask prompt tuning, Wang et al. 2023).
  case universalPrompt(length: Int, rank: Int, tasks: [String])
  /// Such a matrix for one more task, the shared rows and the model frozen.
  case taskFactors(of: SharedPrompt)
  /// Rows in front of some that were learned for earlier tasks, these and the model frozen (progressive prompts,
  /// Razdaibiedina et al. 2023).
  case nextPrompt(length: Int, after: FrozenRows)
  /// A low-rank update beside some projections of every layer, the model frozen (Hu et al. 2021).
  case lowRank(rank: Int, alpha: Double, projections: [Projection])
  /// The model's own matrices and norms: of the last `layers` layers, or everything, embeddings included, when that
  /// is `nil`.
  case weights(layers: Int?)
}

/// A model as some learned numbers make it.
package struct Tailored {
  package var decoder: Decoder
  /// Rows [length × width] in front of the input: none, or some for each task that is learned.
  var fronts: [Variable] = []
}

extension TuningMethod {
  /// The model with learned numbers, given in the order of `places`, in their places.
  package func tailored(_ decoder: Decoder, with numbers: [Variable]) -> Tailored {
    var tailored = Tailored(decoder: decoder)
    switch self {
    case .softPrompt, .universalPrompt, .taskFactors, .nextPrompt: tailored.fronts = fronts(numbers)
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

  /// The names of the tasks that are learned together; none for the methods that learn one.
  package var taskNames: [String] { if case .universalPrompt(_, _, let tasks) = self { tasks } else { [] } }
}
