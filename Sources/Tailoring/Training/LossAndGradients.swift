import Gradients
import Models
import Tensors

extension TuningMethod {
  /// The mean cross-entropy of a batch's answer tokens, with what following teachers adds to it, and its gradients with
  /// respect to the learned numbers. What only gradients need is gone when they are there.
  ///
  /// - Parameters:
  ///   - decoder: The model that the numbers, given in the order of `start`, are learned for.
  ///   - beginning: The tokens before every example.
  ///   - check: Called before every layer, forwards and back; gives up with what it throws.
  package func lossAndGradients(
    _ batch: TrainingBatch, _ decoder: Decoder, numbers: [Tensor], beginning: [Int],
    distillation: Distillation? = nil, check: () throws -> Void
  ) rethrows -> (loss: Double, gradients: [Tensor]) {
    let leaves = numbers.map { Variable.leaf($0) }
    let loss = try loss(batch, decoder, leaves, beginning, distillation, check)
    return (Double(loss.value.number), try Gradients.gradients(of: consume loss, for: leaves, check: check))
  }

  /// A function of its own, so that nothing but the loss holds on to what only gradients need.
  private func loss(
    _ batch: TrainingBatch, _ decoder: Decoder, _ leaves: [Variable], _ beginning: [Int],
    _ distillation: Distillation?, _ check: () throws -> Void
  ) rethrows -> Variable {
    let tailored = tailored(decoder, with: leaves)
    let (rows, targets) = try batch.predictions(of: tailored, beginning: beginning, check: check)
    let loss = try rows.crossEntropy(weights: tailored.decoder.output, targets: targets, check: check)
    guard let distillation else { return loss }
    return loss.added(to: try distillation.loss(rows, batch, decoder, beginning: beginning, check: check))
  }
}
