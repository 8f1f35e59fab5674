import Gradients
import Models
import Tensors

/// Teachers to be followed: a soft prompt for each task, learned for it alone, before the tasks' prompts are made of
/// shared rows (Wang et al. 2023).
package struct Distillation: Equatable, Sendable {
  /// The rows [length × width] of each task's teacher, in the tasks' order.
  package let teachers: [FrozenRows]
  /// λ, what following the teachers counts beside the task itself.
  package let weight: Double

  package init(teachers: [FrozenRows], weight: Double = Self.usualWeight) {
    self.teachers = teachers
    self.weight = weight
  }

  /// That of the paper.
  package static let usualWeight = 0.9

  /// λ (KL + MSE): how far the predictions at the answers are from the teachers', and the mean square of how far the
  /// last hidden states, normed, are from theirs.
  ///
  /// - Parameters:
  ///   - rows: The hidden states of the batch's predictions [answer tokens × width].
  ///   - check: Called between layers; gives up with what it throws.
  func loss(
    _ rows: Variable, _ batch: TrainingBatch, _ decoder: Decoder, beginning: [Int], check: () throws -> Void
  ) rethrows -> Variable {
    let teachers = Tailored(decoder: decoder, fronts: teachers.map { Variable($0.rows) })
    let theirs = try batch.predictions(of: teachers, beginning: beginning, check: check).rows.value
    let divergence = try rows.divergence(from: theirs, weights: decoder.output.matrix, check: check)
    return divergence.added(to: rows.meanSquare(from: theirs)).scaled(by: Float(weight))
  }
}
