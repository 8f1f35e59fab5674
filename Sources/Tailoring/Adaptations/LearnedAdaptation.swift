import Gradients
import Models
import Tensors

/// Numbers that were learned for a model, and how.
package struct LearnedAdaptation: Sendable {
  package let numbers: LearnedNumbers
  /// What they were learned for.
  package let base: BaseModel
  /// How they were learned, where that is known: a file from another program does not say.
  package let record: TuningRecord?
  /// How many numbers were learned: fewer than there are where the rows of a soft prompt were made of shared ones, or
  /// follow rows of an earlier task.
  package let count: Int

  /// - Parameter count: How many numbers were learned; by default all of them.
  package init(_ numbers: LearnedNumbers, base: BaseModel, record: TuningRecord? = nil, count: Int? = nil) {
    self.numbers = numbers
    self.base = base
    self.record = record
    self.count = count ?? numbers.tensors.reduce(0) { $0 + $1.count }
  }

  /// The bytes that they take as 32-bit floats.
  package var bytes: Int { 4 * count }

  /// Of a universal prompt the soft prompt of each task, in their order; none for anything else. A task's own are only
  /// the factors that its rows are made with.
  package var prompts: [LearnedAdaptation] {
    guard case .universalPrompt(let prompt) = numbers else { return [] }
    return prompt.prompts.map { LearnedAdaptation(.softPrompt($0), base: base, count: prompt.numbersPerTask) }
  }

  /// Throws `TailoringError` when the numbers were learned for another model, or don't fit their places in this one.
  package func check(_ model: LanguageModel) throws(TailoringError) {
    try base.check(model)
    switch numbers {
    case .softPrompt, .universalPrompt: break
    case .lowRank, .weights: try base.checkRowOrder(model)
    }
    let (places, tensors) = (numbers.method.tuner.places(in: model.decoder), numbers.tensors)
    guard places.count == tensors.count else { throw .init(.wrongCount(tensors.count, expected: places.count)) }
    for (place, tensor) in zip(places, tensors) where place.shape != tensor.shape {
      throw .init(.wrongShape(place: place.name, shape: tensor.shape, expected: place.shape))
    }
  }
}

extension LearnedAdaptation: Equatable {
  /// Equal when they do the same to the same model, bit by bit, however they were learned.
  package static func == (left: LearnedAdaptation, right: LearnedAdaptation) -> Bool {
    left.numbers == right.numbers && left.base == right.base
  }
}

/// What was learned, by what it does to a model.
package enum LearnedNumbers: Sendable {
  case softPrompt(SoftPrompt)
  case universalPrompt(UniversalPrompt)
  case lowRank(LowRankAdapter)
  case weights(TunedWeights)

  /// All numbers, in the order of `Tuner.places` of ``method``.
  package var tensors: [Tensor] {
    switch self {
    case .softPrompt(let prompt): [prompt.rows]
    case .universalPrompt(let prompt): [prompt.rows, prompt.rowFactors, prompt.columnFactors]
    case .lowRank(let adapter): adapter.matrices
    case .weights(let weights): weights.tensors
    }
  }

  /// The method that learns just these numbers.
  var method: TuningMethod {
    switch self {
    case .softPrompt(let prompt): .softPrompt(length: prompt.rows.rows)
    case .universalPrompt(let prompt):
      .universalPrompt(length: prompt.rows.rows, rank: prompt.rank, tasks: prompt.tasks)
    case .lowRank(let adapter):
      .lowRank(rank: adapter.rank, alpha: adapter.alpha, projections: adapter.projections)
    case .weights(let weights): .weights(layers: weights.layers)
    }
  }

  /// Where rows are read; nil where the model itself is changed.
  package var place: RowPlace? {
    switch self {
    case .softPrompt(let prompt): prompt.place
    case .universalPrompt(let prompt): prompt.place
    case .lowRank, .weights: nil
    }
  }
}

extension LearnedNumbers: Equatable {
  /// Equal when they do the same, bit by bit.
  package static func == (left: LearnedNumbers, right: LearnedNumbers) -> Bool {
    left.method == right.method && left.place == right.place && left.tensors.haveSameBits(as: right.tensors)
  }
}

extension [Tensor] {
  func haveSameBits(as others: [Tensor]) -> Bool {
    count == others.count && zip(self, others).allSatisfy { $0.hasSameBits(as: $1) }
  }
}

extension Tensor {
  /// Whether shape and bits are those of another tensor.
  func hasSameBits(as other: Tensor) -> Bool {
    shape == other.shape
      && (floats == other.floats || (0..<count).allSatisfy { floats[$0].bitPattern == other.floats[$0].bitPattern })
  }
}

/// The model that an adaptation was learned for, by what must agree where it is used.
package struct BaseModel: Equatable, Sendable {
  /// What the model was called; another name for the same model is no mistake.
  package let name: String
  package let architecture: String
  package let width: Int
  package let layers: Int
  /// How the rows of its queries and keys stand; `nil` where that is not known.
  private let pairing: Rotary.Pairing?

  package init(name: String, architecture: String, width: Int, layers: Int) {
    self.init(name: name, architecture: architecture, width: width, layers: layers, pairing: nil)
  }

  private init(name: String, architecture: String, width: Int, layers: Int, pairing: Rotary.Pairing?) {
    self.name = name
    self.architecture = architecture
    self.width = width
    self.layers = layers
    self.pairing = pairing
  }

  package init(_ model: LanguageModel) {
    let configuration = model.configuration
    self.init(
      name: model.name, architecture: configuration.architecture, width: configuration.width,
      layers: configuration.layers, pairing: configuration.rotaryPairing)
  }

  /// Throws `TailoringError` when a model's rows stand in another order, as those of one model do in a GGUF file and in a
  /// folder of transformers.
  func checkRowOrder(_ model: LanguageModel) throws(TailoringError) {
    guard let pairing, pairing != model.configuration.rotaryPairing else { return }
    throw .init(.otherRowOrder(learnedFor: name, model: model.name))
  }

  /// Throws `TailoringError` when a model differs in what must agree.
  package func check(_ model: LanguageModel) throws(TailoringError) {
    let other = BaseModel(model)
    let pairs: [(TailoringError.Property, String, String)] = [
      (.architecture, architecture, other.architecture), (.width, String(width), String(other.width)),
      (.layers, String(layers), String(other.layers)),
    ]
    for (property, own, found) in pairs where own != found {
      throw .init(.otherModel(property, learnedFor: name, has: own, model: model.name, hasInstead: found))
    }
  }
}
