import Tensors

/// AdamW (Loshchilov and Hutter 2019) for some tensors: the running means of their gradients and of the squares of
/// these.
package struct AdamW: Sendable {
  package var beta1: Float = 0.9
  package var beta2: Float = 0.999
  package var epsilon: Float = 1e-8
  package var decay: Float = 0
  package private(set) var moments: [Moments]
  /// The number of steps taken.
  package private(set) var stepCount = 0

  /// For tensors of these shapes, the means kept in this precision.
  package init(shapes: [Shape], precision: Moments.Precision = .float32) {
    moments = shapes.map { Moments(count: $0.count, precision: precision) }
  }

  /// Continues from where it was after `stepCount` steps.
  package mutating func resume(_ moments: [Moments], stepCount: Int) {
    self.moments = moments
    self.stepCount = stepCount
  }

  /// Makes a step: w becomes w − rate · (m̂ / (√v̂ + ε) + decay · w), the gradients multiplied by `factor` first. In
  /// place, where nothing else sees the tensors. Only matrices decay, not the weights of norms. Stochastic rounding is
  /// seeded with the number of the step.
  package mutating func step(_ tensors: inout [Tensor], gradients: [Tensor], rate: Float, factor: Float = 1) {
    precondition(gradients.count == tensors.count, "a gradient for each tensor")
    stepCount += 1
    let power = Double(stepCount)
    let corrections = [beta1, beta2].map { Float(1 / (1 - ScalarMath.power(Double($0), power))) }
    var step = AdamWStep(
      rate: rate, beta1: beta1, beta2: beta2, epsilon: epsilon, decay: decay, correction1: corrections[0],
      correction2: corrections[1], gradientFactor: factor)
    var noise = SeededGenerator(seed: UInt64(stepCount))
    for index in tensors.indices {
      step.decay = tensors[index].shape.rank > 1 ? decay : 0
      moments[index].step(
        &tensors[index], gradient: gradients[index], step: step, noise: UInt32(truncatingIfNeeded: noise.next()))
    }
  }
}
