import Gradients
import Models
import Tensors

/// A way to tune a model. Methods differ only in which numbers are learned and where these enter the one forward pass:
/// what a method does is said by its ``tuner``, in a file of its own.
package enum TuningMethod: Equatable, Sendable {
  /// Rows of numbers in front of the input, the model frozen (Lester et al. 2021).
  case softPrompt(length: Int)
  /// A soft prompt for each of several tasks, learned together: rows that all share times a low-rank matrix for each
  /// task, number by number, the model frozen (multitask prompt tuning, Wang et al. 2023).
  case universalPrompt(length: Int, rank: Int, tasks: [String])
  /// Such a matrix for one more task, the shared rows and the model frozen.
  case taskFactors(of: SharedPrompt)
  /// Rows after those that were learned for earlier tasks, these and the model frozen (progressive prompts,
  /// Razdaibiedina et al. 2023). There new rows come first; in a decoder only what comes later can see the earlier ones.
  case nextPrompt(length: Int, after: FrozenRows)
  /// A low-rank update beside some projections of every layer, the model frozen (Hu et al. 2021).
  case lowRank(rank: Int, alpha: Double, projections: [Projection])
  /// The model's own matrices and norms: of the last `layers` layers, or everything, embeddings included, when that
  /// is `nil`.
  case weights(layers: Int?)

  /// What the method does.
  package var tuner: any Tuner {
    switch self {
    case .softPrompt(let length): SoftPromptTuner(length: length)
    case .universalPrompt(let length, let rank, let tasks):
      UniversalPromptTuner(length: length, rank: rank, taskNames: tasks)
    case .taskFactors(let shared): TaskFactorsTuner(shared: shared)
    case .nextPrompt(let length, let earlier): NextPromptTuner(length: length, earlier: earlier)
    case .lowRank(let rank, let alpha, let projections):
      LowRankTuner(rank: rank, alpha: alpha, projections: projections)
    case .weights(let layers): WeightsTuner(layers: layers)
    }
  }

  /// A learning rate that suits most tasks.
  package var usualRate: Double { tuner.usualRate }
}

/// Which numbers a tuning method learns, where they enter the model, and what they cost.
package protocol Tuner: Sendable {
  /// A learning rate that suits most tasks: the fewer numbers are learned, the higher.
  var usualRate: Double { get }
  /// How precisely the optimiser keeps its means.
  var momentPrecision: Moments.Precision { get }
  /// The names of the tasks that are learned together; none for the methods that learn one.
  var taskNames: [String] { get }
  /// The lengths of the prefixes, learned rows in front of the input: one for each task; none where the model itself is
  /// changed.
  var prefixLengths: [Int] { get }
  /// The places of the learned numbers in a decoder, in the order in which they are kept.
  func places(in decoder: Decoder) -> [NumberPlace]
  /// Throws `TailoringError` where a model can't be tuned so.
  func check(_ model: LanguageModel) throws(TailoringError)
  /// The numbers before the first step, in the order of `places`.
  ///
  /// - Parameters:
  ///   - rows: What the rows of a prompt start as; without meaning for other numbers.
  ///   - examples: The examples to learn from.
  func start(
    _ model: LanguageModel, rows: StartingRows, examples: [EncodedExample], using generator: inout SeededGenerator
  ) -> [Tensor]
  /// The model's own weights that the numbers at these places start as, read from the decoder when they are needed
  /// again; none where the numbers are no weights of the model.
  func startingWeights(in decoder: Decoder) -> [WeightPlace]
  /// The model with numbers, given in the order of `places`, in their places.
  func tuned(_ decoder: Decoder, with numbers: [Variable]) -> TunedDecoder
  /// The floating-point operations of a training step, a multiplication and an addition counted as two, from shapes
  /// alone. The optimiser is not counted.
  func operations(of step: StepCost) -> Double
  /// What the numbers, given in the order of `places`, amount to.
  func learned(_ numbers: [Tensor]) -> LearnedNumbers
}

extension Tuner {
  package var momentPrecision: Moments.Precision { .float32 }
  package var taskNames: [String] { [] }
  package func check(_ model: LanguageModel) throws(TailoringError) {}
  package func startingWeights(in decoder: Decoder) -> [WeightPlace] { [] }
}

/// A place for learned numbers.
package struct NumberPlace: Equatable, Sendable {
  /// What it is called in messages: `query of layer 3, A`.
  package let name: String
  package let shape: Shape
}

/// A decoder with learned numbers in their places.
package struct TunedDecoder: Sendable {
  package var decoder: Decoder
  /// Rows [length × width] in front of the input: none, or some for each task that is learned.
  var prefixes: [Variable] = []
}

/// The cost of a training step, all but what the method adds.
///
/// The way forward is what `Decoder.operations` counts. The way back through a product to its input takes as many
/// operations again, and to its learned weights as many once more; attention takes twice as many back.
package struct StepCost {
  let decoder: Decoder
  /// The rows that are read.
  let rows: Int
  /// The tokens that are predicted.
  let predictions: Int
  /// Of attention in each layer, forward.
  let attention: Double
  /// Of the whole way forward.
  let forward: Double

  init(_ decoder: Decoder, packing: Packing, predictions: Int) {
    func triangle(_ count: Int) -> Int { count * (count + 1) / 2 }
    let attended = packing.lengths.reduce(triangle(packing.prefix)) { $0 + triangle($1) + $1 * packing.prefix }
    self.decoder = decoder
    self.predictions = predictions
    rows = packing.rowCount
    attention = decoder.operations(ofAttended: attended)
    forward = decoder.operations(rows: rows, attended: attended, predictions: predictions)
  }

  /// Forward and back through the whole frozen model, to its input.
  var throughAll: Double { 2 * forward + Double(decoder.layers.count) * attention }
}
