import Tensors
import Testing

/// AdamW's steps against the same ones with scalars.
struct MomentsTests {
  static let sizes = [1, 15, 16, 17, 100, 40_003]
  static let precisions = [Moments.Precision.float32, .bfloat16]

  /// The numbers of a step: rate 0.01, the usual β and ε, a little decay, gradients halved.
  static func numbers(_ step: Int) -> [Float] {
    let (first, second) = (ScalarMath.power(0.9, Double(step)), ScalarMath.power(0.999, Double(step)))
    return [0.01, 0.9, 0.999, 1e-8, 0.1, Float(1 / (1 - first)), Float(1 / (1 - second)), 0.5]
  }

  static func gradient(_ count: Int, step: Int) -> Tensor {
    var generator = SeededGenerator(seed: UInt64(step))
    return Tensor((0..<count).map { _ in Float(generator.normal()) })
  }

  /// A weight with its means, stepped by scalars as the kernels do it by vectors.
  struct Scalar {
    var (w, m, v): (Float, Float, Float)

    mutating func step(_ gradient: Float, _ n: [Float], _ precision: Moments.Precision, noise: UInt32) {
      let g = gradient * n[7]
      m = g.addingProduct(n[1], m - g)
      v = (g * g).addingProduct(n[2], v - g * g)
      let direction = (m * n[5]) / ((v * n[6]).squareRoot() + n[3])
      w -= n[0] * direction.addingProduct(n[4], w)
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
    let moved = Self.precisions.map { precision in
      var (weights, moments) = (Tensor(repeating: 0, shape: [count]), Moments(count: count, precision: precision))
      for step in 1...1000 {
        moments.step(
          &weights, gradient: Tensor(repeating: step == 1 ? 1 : 0.01, shape: [count]),
          step: [0.01, 0.9, 0.999, 1e-8, 0, 1, 1, 1], noise: UInt32(step) &* 7919)
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
