import Models
import Tensors

/// Numbers that were learned for a model, and how.
package struct LearnedAdaptation: Sendable {
  package let method: TuningMethod
  /// The learned numbers, in the order of `TuningMethod.places`: a soft prompt's rows [length × width]; a universal
  /// prompt's shared rows P [length × width] and its tasks' factors U [tasks × length × rank] and V
  /// [tasks × rank × width]; for LoRA A [rank × inputs] and B [outputs × rank] of each layer's projections; tuned
  /// weights in the order of `WeightPlace.all`.
  package let numbers: [Tensor]
  /// Where the rows of a soft prompt are read; of no meaning for other methods.
  package let rowPlace: RowPlace
  /// What they were learned for.
  package let base: BaseModel
  /// How they were learned, where that is known: a file from another program does not say.
  package let record: TuningRecord?
  /// How many numbers were learned: fewer than `numbers` has where the rows of a soft prompt were made of shared ones,
  /// or follow rows of an earlier task.
  package let count: Int

  package init(
    method: TuningMethod, numbers: [Tensor], rowPlace: RowPlace = .afterBeginning, base: BaseModel,
    record: TuningRecord? = nil, count: Int? = nil
  ) {
    self.method = method
    self.numbers = numbers
    self.rowPlace = rowPlace
    self.base = base
    self.record = record
    self.count = count ?? numbers.reduce(0) { $0 + $1.count }
  }

  /// The bytes that they take as 32-bit floats.
  package var bytes: Int { 4 * count }
}

/// Where learned rows stand, in a model that reads a beginning token before every text; elsewhere both are the same.
package enum RowPlace: Equatable, Sendable {
  /// Behind the beginning token, where they are learned here.
  case afterBeginning
  /// Before the beginning token: PEFT puts rows before everything that the tokenizer gives.
  case beforeBeginning
}

extension LearnedAdaptation: Equatable {
  /// Equal when they do the same to the same model, bit by bit, whatever the way there.
  package static func == (left: LearnedAdaptation, right: LearnedAdaptation) -> Bool {
    left.method == right.method && left.rowPlace == right.rowPlace && left.base == right.base
      && left.numbers.count == right.numbers.count
      && zip(left.numbers, right.numbers).allSatisfy { $0.hasSameBits(as: $1) }
  }
}

extension Tensor {
  /// Whether shape and bits are those of another tensor.
  func hasSameBits(as other: Tensor) -> Bool {
    shape == other.shape
      && (floats == other.floats || (0..<count).allSatisfy { floats[$0].bitPattern == other.floats[$0].bitPattern })
  }
}
