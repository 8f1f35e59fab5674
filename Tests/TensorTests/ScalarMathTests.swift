import Foundation
import Tensors
import Testing

/// The project's own functions against the C library's, which are right to about a unit in the last place.
struct ScalarMathTests {
  private static func relativeError(_ actual: Double, _ expected: Double) -> Double {
    actual == expected ? 0 : abs(actual - expected) / abs(expected)
  }

  /// Numbers of every size, of both signs: 10^e times a fraction, and small whole and half numbers.
  private static func numbers(exponents: ClosedRange<Int>) -> [Double] {
    var random = SeededGenerator(seed: 21)
    let spread = exponents.flatMap { e in (0..<50).map { _ in (random.uniform() + 0.1) * pow(10, Double(e)) } }
    let simple = (0...200).map { Double($0) / 8 }
    return (spread + simple).flatMap { [$0, -$0] }
  }

  @Test func exponential() {
    for x in Self.numbers(exponents: -20...3) where abs(x) <= 708 {
      #expect(Self.relativeError(ScalarMath.exp(x), exp(x)) < 1e-15, "e^\(x)")
    }
    // Results below 2^-1022 have fewer bits.
    for x in stride(from: -746.0, to: -708, by: 0.37) {
      #expect(abs(ScalarMath.exp(x) - exp(x)) <= max(1e-15 * exp(x), 0x1p-1074), "e^\(x)")
    }
    #expect(ScalarMath.exp(0) == 1)
    #expect(ScalarMath.exp(-0.0) == 1)
    #expect(ScalarMath.exp(709.7).isFinite)
    #expect(ScalarMath.exp(709.79) == .infinity)
    #expect(ScalarMath.exp(.infinity) == .infinity)
    #expect(ScalarMath.exp(-.infinity) == 0)
    #expect(ScalarMath.exp(-1e300) == 0)
    #expect(ScalarMath.exp(.nan).isNaN)
  }

  @Test func logarithm() {
    for x in Self.numbers(exponents: -320...307) where x > 0 {
      #expect(Self.relativeError(ScalarMath.log(x), log(x)) < 1e-15, "log \(x)")
    }
    // Close to 1 the logarithm is small; its error must be as well.
    for e in 1...52 {
      for x in [1 + pow(2, -Double(e)), 1 - pow(2, -Double(e))] {
        #expect(Self.relativeError(ScalarMath.log(x), log(x)) < 1e-15, "log \(x)")
      }
    }
    #expect(ScalarMath.log(1) == 0)
    #expect(ScalarMath.log(0) == -.infinity)
    #expect(ScalarMath.log(.infinity) == .infinity)
    #expect(ScalarMath.log(-1).isNaN)
    #expect(ScalarMath.log(-.infinity).isNaN)
    #expect(ScalarMath.log(.nan).isNaN)
    #expect(Self.relativeError(ScalarMath.log(.leastNonzeroMagnitude), log(.leastNonzeroMagnitude)) < 1e-15)
    #expect(Self.relativeError(ScalarMath.log(.greatestFiniteMagnitude), log(.greatestFiniteMagnitude)) < 1e-15)
  }

  @Test func sineAndCosine() {
    for x in Self.numbers(exponents: -20...5) + (0..<400).map({ Double($0) * .pi / 4 }) {
      let (sine, cosine) = ScalarMath.sineAndCosine(x)
      #expect(abs(sine - sin(x)) < 1e-12, "sin \(x)")
      #expect(abs(cosine - cos(x)) < 1e-12, "cos \(x)")
    }
    #expect(ScalarMath.sineAndCosine(0) == (0, 1))
    for x in [Double.infinity, -.infinity, .nan] {
      let (sine, cosine) = ScalarMath.sineAndCosine(x)
      #expect(sine.isNaN && cosine.isNaN)
    }
  }

  @Test func hyperbolicTangent() {
    for x in Self.numbers(exponents: -20...3) {
      #expect(Self.relativeError(ScalarMath.tanh(x), tanh(x)) < 1e-12, "tanh \(x)")
    }
    #expect(ScalarMath.tanh(.infinity) == 1 && ScalarMath.tanh(-.infinity) == -1 && ScalarMath.tanh(.nan).isNaN)
  }

  @Test func raise() {
    for x in [-1e6, -10, -2, -1, -0.5, 0, 0.5, 1, 2, 10, 1e6] {
      for y in [-101, -64, -3, -1, -0.5, 0, 0.25, 1, 2, 2.5, 64, 65, 101] {
        let (result, expected) = (ScalarMath.raise(x, to: y), pow(x, y))
        #expect(expected.isNaN ? result.isNaN : Self.relativeError(result, expected) < 1e-12, "\(x)^\(y)")
      }
    }
    #expect(ScalarMath.raise(3, to: 2) == 9)
    #expect(ScalarMath.raise(-3, to: 3) == -27)
    #expect(ScalarMath.raise(2, to: -2) == 0.25)
    #expect(ScalarMath.raise(.nan, to: 2).isNaN)
  }

  @Test func power() {
    for x in [1e-5, 0.5, 1, 2, 10, 10_000, 1e6] {
      for y in [-3, -1, -0.015625, 0, 0.25, 1, 2.5] {
        #expect(Self.relativeError(ScalarMath.power(x, y), pow(x, y)) < 1e-14, "\(x)^\(y)")
      }
    }
  }
}
