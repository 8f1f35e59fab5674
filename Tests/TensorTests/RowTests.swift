import Foundation
import Tensors
import Testing

/// Functions of rows against the same formulas in double precision.
struct RowTests {
  static let sizes = [1, 2, 15, 16, 17, 31, 33, 100, 576]

  /// What a row may hold.
  enum Content: CaseIterable, Sendable {
    case ordinary, equal, large, tiny, subnormal, zeros, masked

    func row(_ count: Int) -> [Float] {
      var random = SeededGenerator(seed: UInt64(count))
      let ordinary = (0..<count).map { _ in Float(random.uniform() * 6 - 3) }
      switch self {
      case .ordinary: return ordinary
      case .equal: return ordinary.map { _ in 1.7 }
      case .large: return ordinary.map { $0 * 1e16 }
      case .tiny: return ordinary.map { $0 * 1e-12 }
      case .subnormal: return ordinary.map { $0 * 0x1p-133 }
      case .zeros: return ordinary.map { _ in 0 }
      case .masked: return ordinary.enumerated().map { $0 % 3 == 1 ? -.infinity : $1 }
      }
    }
  }

  @Test(arguments: Content.allCases, sizes)
  func softmax(_ content: Content, _ size: Int) {
    let row = content.row(size)
    let largest = Double(row.max() ?? 0)
    let powers = row.map { exp(Double($0) - largest) }
    let sum = powers.reduce(0, +)
    for engine in Engine.kernelSets {
      let actual = engine.run { Tensor(row).softmax() }
      #expect(straying(actual.elements, from: powers.map { $0 / sum }, relative: 1e-6, absolute: 1e-37) == nil)
      for (x, y) in zip(row, actual.elements) where x == -.infinity { #expect(y == 0) }
    }
  }

  @Test(arguments: Content.allCases, sizes)
  func logSumExp(_ content: Content, _ size: Int) {
    let row = content.row(size)
    let largest = Double(row.max() ?? 0)
    let expected = largest + log(row.reduce(0) { $0 + exp(Double($1) - largest) })
    for engine in Engine.kernelSets {
      let actual = engine.run { Tensor(row).logSumExp() }
      #expect(actual.count == 1)
      #expect(abs(actual[0] - expected) <= max(1e-6, 1e-7 * abs(expected)))
    }
  }

  @Test(arguments: Content.allCases.filter { $0 != .masked }, sizes)
  func rmsNorm(_ content: Content, _ size: Int) {
    let (row, weights) = (content.row(size), Content.ordinary.row(size + 1).dropLast())
    let epsilon: Float = 1e-6
    let meanSquare = row.reduce(0) { $0 + Double($1) * Double($1) } / Double(size)
    let expected = zip(row, weights).map { Double($0) / (meanSquare + Double(epsilon)).squareRoot() * Double($1) }
    for engine in Engine.kernelSets {
      let actual = engine.run { Tensor(row).rmsNormed(weights: Tensor(Array(weights)), epsilon: epsilon) }
      // A result may be subnormal, which has fewer bits.
      #expect(straying(actual.elements, from: expected, relative: 1e-6, absolute: 1e-44) == nil)
    }
  }

  @Test(arguments: [Activation.silu, .gelu], sizes)
  func gated(_ activation: Activation, _ size: Int) {
    let (gate, up) = (Content.ordinary.row(size).map { 2 * $0 }, Content.ordinary.row(size + 1).dropLast())
    let expected = zip(gate, up).map { Self.activation(Double($0), activation) * Double($1) }
    for engine in Engine.kernelSets {
      let actual = engine.run { Tensor(gate).gated(up: Tensor(Array(up)), activation: activation) }
      #expect(straying(actual.elements, from: expected, relative: 1e-5, absolute: 1e-7) == nil)
    }
  }

  /// From numbers whose power overflows to those whose power vanishes, an activation falls from x to zero.
  @Test(arguments: [Activation.silu, .gelu])
  func activationsOfExtremes(_ activation: Activation) {
    let gate: [Float] = [
      -3e38, -1e30, -1000, -100, -89, -88.5, -20, -0x1p-133, 0, 0x1p-133, 20, 88.5, 1000, 1e30, 3e38,
    ]
    let expected = gate.map { Self.activation(Double($0), activation) }
    for engine in Engine.kernelSets {
      let actual = engine.run {
        Tensor(gate).gated(up: Tensor(repeating: 1, shape: [gate.count]), activation: activation)
      }
      #expect(straying(actual.elements, from: expected, relative: 1e-5, absolute: 1e-35) == nil)
    }
  }

  /// x · sigmoid(x), or ½ x (1 + tanh(√(2/π) (x + 0.044715 x³))).
  private static func activation(_ x: Double, _ activation: Activation) -> Double {
    switch activation {
    case .silu: x / (1 + exp(-x))
    case .gelu: 0.5 * x * (1 + tanh((2 / Double.pi).squareRoot() * (x + 0.044715 * x * x * x)))
    }
  }

  /// One number that is none is found wherever it stands; large numbers of either sign are finite.
  @Test(arguments: sizes, Engine.kernelSets)
  func whatIsNotFiniteIsFound(_ size: Int, _ engine: Engine) {
    var row = [Float](repeating: Float.greatestFiniteMagnitude, count: size)
    for i in stride(from: 0, to: size, by: 2) { row[i] *= -1 }
    engine.run {
      #expect(Tensor(row).isFinite)
      for place in [0, size / 2, size - 1] {
        for number in [Float.infinity, -.infinity, .nan] {
          var other = row
          other[place] = number
          #expect(!Tensor(other).isFinite, "\(number) at \(place)")
        }
      }
    }
  }

  /// A diverged training must not look like a good one.
  @Test(arguments: Engine.kernelSets)
  func notANumberStaysOne(_ engine: Engine) {
    for size in [3, 16, 40] {
      var row = Content.ordinary.row(size)
      row[2] = .nan
      let x = Tensor(row)
      engine.run {
        #expect(x.softmax().elements.map(\.isNaN) == row.map { _ in true })
        #expect(x.logSumExp()[0].isNaN)
        #expect(x.dot(x).isNaN)
        #expect(x.rmsNormed(weights: x, epsilon: 1e-6).elements.map(\.isNaN) == row.map { _ in true })
        #expect(x.gated(up: x, activation: .gelu).elements.map(\.isNaN) == row.map(\.isNaN))
        #expect(x.gated(up: x, activation: .silu).elements.map(\.isNaN) == row.map(\.isNaN))
      }
    }
  }

  @Test(arguments: sizes)
  func sumsAndDots(_ size: Int) {
    let (a, b) = (Content.ordinary.row(size), Array(Content.ordinary.row(size + 1).dropLast()))
    let products = zip(a, b).map { Double($0) * Double($1) }
    for engine in Engine.kernelSets {
      engine.run {
        let sum = Tensor(a).added(to: Tensor(b))
        #expect(difference(sum.elements, zip(a, b).map { $0 + $1 }) == nil)
        let dot = Double(Tensor(a).dot(Tensor(b)))
        #expect(abs(dot - products.reduce(0, +)) <= 1e-6 * products.reduce(0) { $0 + abs($1) })
      }
    }
  }

  /// Rows do not touch each other, whether one thread computes them or all do.
  @Test(arguments: Engine.all)
  func rowsAreIndependent(_ engine: Engine) {
    let rows = (0..<41).map { Content.ordinary.row(500 + $0).prefix(500) }
    let together = Tensor(rows.flatMap { $0 }, shape: [41, 500])
    let weights = Tensor(Content.ordinary.row(500))
    engine.run {
      let (softmax, logSumExp) = (together.softmax(), together.logSumExp())
      let normed = together.rmsNormed(weights: weights, epsilon: 1e-5)
      let gated = together.gated(up: together, activation: .gelu)
      let doubled = together.added(to: together)
      for row in 0..<41 {
        let alone = Tensor(Array(rows[row]), shape: [1, 500])
        let range = row..<row + 1
        #expect(difference(softmax.rows(range).elements, alone.softmax().elements) == nil)
        #expect(logSumExp[row] == alone.logSumExp()[0])
        let aloneNormed = alone.rmsNormed(weights: weights, epsilon: 1e-5)
        #expect(difference(normed.rows(range).elements, aloneNormed.elements) == nil)
        #expect(difference(gated.rows(range).elements, alone.gated(up: alone, activation: .gelu).elements) == nil)
        #expect(difference(doubled.rows(range).elements, alone.added(to: alone).elements) == nil)
      }
    }
  }
}
