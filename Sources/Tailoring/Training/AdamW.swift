import Tensors

/// AdamW (Loshchilov and Hutter 2019) for some tensors: the running means of their gradients and of the squares of
/// these.
package struct AdamW: Sendable {
  package var beta1: Float = 0.9
  package var beta2: Float = 0.999
  package var epsilon: Float = 1e-8
  package var decay: Float = 0
  package private(set) var means: [Tensor]
  package private(set) var squares: [Tensor]
  /// The number of steps taken.
  package private(set) var stepCount = 0

  /// For tensors of these shapes.
  package init(shapes: [Shape]) {
    means = shapes.map { Tensor(repeating: 0, shape: $0) }
    squares = means
  }

  /// Goes on as it stood after so many steps.
  package mutating func goOn(means: [Tensor], squares: [Tensor], stepCount: Int) {
    self.means = means
    self.squares = squares
    self.stepCount = stepCount
  }

  /// Makes a step: w becomes w − rate · (m̂ / (√v̂ + ε) + decay · w), the gradients multiplied by `factor` first. One
  /// tensor after the other, the last ones first, so that no more than one is there twice and gradients that have
  /// served are gone. Only matrices decay, not the weights of norms.
  package mutating func step(
    _ tensors: inout [Tensor], gradients: consuming [Tensor], rate: Float, factor: Float = 1
  ) {
    precondition(gradients.count == tensors.count, "a gradient for each tensor")
    stepCount += 1
    let step = Double(stepCount)
    let corrections = [beta1, beta2].map { Float(1 / (1 - ScalarMath.power(Double($0), step))) }
    var numbers = [rate, beta1, beta2, epsilon, decay, corrections[0], corrections[1], factor]
    for i in tensors.indices.reversed() {
      numbers[4] = tensors[i].shape.rank > 1 ? decay : 0
      let (w, m, v) = tensors[i].adamWStep(
        gradient: gradients.removeLast(), mean: means[i], square: squares[i], numbers: numbers)
      (tensors[i], means[i], squares[i]) = (w, m, v)
    }
  }
}
