import Gradients
import Models
import Tensors

extension Tuner {
  /// The mean cross-entropy of the examples' answer tokens, with what following teachers adds to it, its gradients with
  /// respect to the learned numbers, and how the examples were packed.
  ///
  /// - Parameters:
  ///   - decoder: The model that the numbers, given in the order of `places`, are learned for.
  ///   - beginning: The tokens before every example.
  ///   - check: Called before every layer, forward and back; an error it throws is rethrown.
  package func lossAndGradients(
    _ examples: [EncodedExample], _ decoder: Decoder, numbers: [Tensor], beginning: [Int],
    distillation: Distillation? = nil, check: () throws -> Void
  ) rethrows -> (loss: Double, gradients: [Tensor], packing: Packing) {
    let leaves = numbers.map { Variable.leaf($0) }
    let (loss, packing) = try loss(examples, decoder, leaves, beginning, distillation, check)
    return (Double(loss.value.number), try Gradients.gradients(of: consume loss, for: leaves, check: check), packing)
  }

  /// A function of its own, so that nothing but the loss holds on to what only gradients need.
  private func loss(
    _ examples: [EncodedExample], _ decoder: Decoder, _ leaves: [Variable], _ beginning: [Int],
    _ distillation: Distillation?, _ check: () throws -> Void
  ) rethrows -> (Variable, Packing) {
    let tuned = tuned(decoder, with: leaves)
    let packed = tuned.packed(examples, beginning: beginning)
    let rows = try packed.predictions(by: tuned.decoder, check: check)
    let loss = try rows.crossEntropy(
      weights: tuned.decoder.output, targets: packed.targets, cap: tuned.decoder.configuration.logitCap, check: check)
    guard let distillation else { return (loss, packed.packing) }
    let distance = try distillation.loss(rows, examples, decoder, beginning: beginning, check: check)
    return (loss.added(to: distance), packed.packing)
  }
}

/// Teachers to be followed: a soft prompt for each task, learned for it alone, before the tasks' prompts are made of
/// shared rows (Wang et al. 2023).
package struct Distillation: Equatable, Sendable {
  /// The rows [length × width] of each task's teacher, in the tasks' order.
  package let teachers: [FrozenRows]
  /// λ, the weight of following the teachers beside the task itself.
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
  ///   - rows: The hidden states of the examples' predictions [answer tokens × width].
  ///   - check: Called between layers; an error it throws is rethrown.
  func loss(
    _ rows: Variable, _ examples: [EncodedExample], _ decoder: Decoder, beginning: [Int], check: () throws -> Void
  ) rethrows -> Variable {
    let teachers = TunedDecoder(decoder: decoder, prefixes: teachers.map { Variable($0.rows) })
    let theirs = try teachers.packed(examples, beginning: beginning).predictions(by: decoder, check: check).value
    let divergence = try rows.divergence(
      from: theirs, weights: decoder.output.matrix, cap: decoder.configuration.logitCap, check: check)
    return divergence.added(to: rows.meanSquare(from: theirs)).scaled(by: Float(weight))
  }
}

extension TunedDecoder {
  /// The part of examples whose answer tokens are all the likeliest, each given those before it (teacher forcing), and
  /// the mean cross-entropy of all answer tokens. A few examples at a time.
  ///
  /// - Parameter check: Called between layers; an error it throws is rethrown.
  func forcedScore(
    on examples: [EncodedExample], beginning: [Int], check: () throws -> Void
  ) rethrows -> (accuracy: Double, loss: Double) {
    var (matching, total, count) = (0, 0.0, 0)
    for start in stride(from: 0, to: examples.count, by: 16) {
      let piece = Array(examples[start..<min(start + 16, examples.count)])
      let packed = packed(piece, beginning: beginning)
      let (rows, targets) = (try packed.predictions(by: decoder, check: check), packed.targets)
      let logits = decoder.logits(ofNormed: rows.value)
      let sums = logits.logSumExp()
      var row = 0
      for example in piece {
        var isMatching = true
        for _ in example.answer {
          total += sums[row] - Double(logits[row, targets[row]])
          isMatching = isMatching && logits.rows(row..<row + 1).largest(1)[0] == targets[row]
          row += 1
        }
        matching += isMatching ? 1 : 0
      }
      count += targets.count
    }
    return (Double(matching) / Double(max(examples.count, 1)), total / Double(max(count, 1)))
  }
}
