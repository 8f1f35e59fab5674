import Tensors
import Testing

/// AdamW's steps against the same ones with scalars.
struct MomentsTests {
  static let sizes = [1, 15, 16, 17, 100, 40_003]
  static let precisions = [Moments.Precision.float32, .bfloat16]

  /// The numbers of a step: rate 0.01, the usual β and ε, a little decay, gradients halved.
  static func numbers(_ step: Int) -> AdamWStep {
    let (first, second) = (ScalarMath.power(0.9, Double(step)), ScalarMath.power(0.999, Double(step)))
    return AdamWStep(
      rate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, decay: 0.1, correction1: Float(1 / (1 - first)),
      correction2: Float(1 / (1 - second)), gradientFactor: 0.5)
  }

  static func gradient(_ count: Int, step: Int) -> Tensor {
    var generator = SeededGenerator(seed: UInt64(step))
    return Tensor((0..<count).map { _ in Float(generator.normal()) })
  }

  /// A weight with its means, stepped by scalars as the kernels do it by vectors.
  struct Scalar {
    var (w, m, v): (Float, Float, Float)

    mutating func step(_ gradient: Float, _ n: AdamWStep, _ precision: Moments.Precision, noise: UInt32) {
      let g = gradient * n.gradientFactor
      m = g.addingProduct(n.beta1, m - g)
      v = (g * g).addingProduct(n.beta2, v - g * g)
      let direction = (m * n.correction1) / ((v * n.correction2).squareRoot() + n.epsilon)
      w -= n.rate * direction.addingProduct(n.decay, w)
      guard precision == .bfloat16 else { return }
      var hash = noise
      hash = (hash ^ (hash >> 16)) &* 0x7FEB_352D
      hash = (hash ^ (hash >> 15)) &* 0x846C_A68B
      hash ^= hash >> 16
      m = Float(bitPattern: (m.bitPattern + (hash & 0xFFFF)) & 0xFFFF_0000)
      v = Float(bitPattern: (v.bitPattern + (hash >> 16)) & 0xFFFF_0000)
    }
  }

  @Test(arguments: precisions, sizes) func areTheSameEverywhere(_ precision: Moments.Precision, _ size: Int) {
    let start = Self.gradient(size, step: 0)
    var scalars = start.elements.map { Scalar(w: $0, m: 0, v: 0) }
    let steps = 1...4
    for step in steps {
      let (gradient, numbers) = (Self.gradient(size, step: step), Self.numbers(step))
      for i in 0..<size {
        // The noise runs over the end of 32 bits.
        scalars[i].step(gradient.floats[i], numbers, precision, noise: UInt32(i) &- 20 &* UInt32(step))
      }
    }
    for engine in Engine.all {
      var (weights, moments) = (start, Moments(count: size, precision: precision))
      engine.run {
        for step in steps {
          moments.step(
            &weights, gradient: Self.gradient(size, step: step), step: Self.numbers(step),
            noise: 0 &- 20 &* UInt32(step))
        }
      }
      #expect(difference(weights.elements, scalars.map(\.w)) == nil, "\(engine)")
    }
  }

  /// After a large gradient come small ones: v must fall, a thousandth a step, for the weights to move on. Rounded to
  /// the nearest it would stay, and they would move a sixth less.
  @Test func squaresThatFallSlowlyAreNotStuck() {
    let count = 2000
    let numbers = AdamWStep(
      rate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, decay: 0, correction1: 1, correction2: 1, gradientFactor: 1)
    let moved = Self.precisions.map { precision in
      var (weights, moments) = (Tensor(repeating: 0, shape: [count]), Moments(count: count, precision: precision))
      for step in 1...1000 {
        moments.step(
          &weights, gradient: Tensor(repeating: step == 1 ? 1 : 0.01, shape: [count]),
          step: numbers, noise: UInt32(step) &* 7919)
      }
      return weights.elements.reduce(0) { $0 + Double($1) } / Double(count)
    }
    #expect(moved[0] < 0 && abs(moved[1] / moved[0] - 1) < 0.01, "\(moved)")
  }

  @Test(arguments: precisions) func aCopyGoesItsOwnWay(_ precision: Moments.Precision) {
    func step(_ weights: inout Tensor, _ moments: inout Moments, _ step: Int) {
      moments.step(&weights, gradient: Self.gradient(40, step: step), step: Self.numbers(step), noise: UInt32(step))
    }
    var (weights, moments) = (Self.gradient(40, step: 0), Moments(count: 40, precision: precision))
    let place = weights.floats
    step(&weights, &moments, 1)
    #expect(weights.floats == place)
    var (otherWeights, otherMoments) = (weights, moments)
    let elements = weights.elements
    step(&otherWeights, &otherMoments, 2)
    #expect(weights.elements == elements)
    step(&weights, &moments, 2)
    #expect(difference(weights.elements, otherWeights.elements) == nil)
    #expect(weights.elements != elements)
  }
}
