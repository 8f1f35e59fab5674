import Foundation
import Tensors
import Testing

/// Rotary positions against their formula in double precision.
struct RotaryTests {
  @Test(
    arguments: [Rotary.Pairing.neighbours, .halves],
    [(size: 64, base: 10_000.0, scale: 1.0), (80, 1_000_000, 8), (6, 100_000, 1)])
  func headsTurn(_ pairing: Rotary.Pairing, _ head: (size: Int, base: Double, scale: Double)) {
    let (size, heads, positions) = (head.size, 3, 8_190..<8_194)
    var random = SeededGenerator(seed: 3)
    let x = (0..<positions.count * heads * size).map { _ in Float(random.uniform() * 2 - 1) }
    var expected = x.map(Double.init)
    for (row, position) in positions.enumerated() {
      for h in 0..<heads {
        for i in 0..<size / 2 {
          let angle = Double(position) / head.scale / pow(head.base, Double(2 * i) / Double(size))
          let start = (row * heads + h) * size
          let (first, second) = pairing == .neighbours ? (2 * i, 2 * i + 1) : (i, i + size / 2)
          let (a, b) = (Double(x[start + first]), Double(x[start + second]))
          expected[start + first] = a * cos(angle) - b * sin(angle)
          expected[start + second] = b * cos(angle) + a * sin(angle)
        }
      }
    }
    let divisors = Array(repeating: head.scale, count: size / 2)
    let rotary = Rotary(size: size, base: head.base, divisors: divisors, pairing: pairing)
    for engine in Engine.kernelSets {
      let turned = engine.run {
        Tensor(x, shape: [positions.count, heads * size]).rotated(by: rotary.angles(at: positions))
      }
      #expect(straying(turned.elements, from: expected, absolute: 4e-7) == nil)
    }
  }

  @Test func theFirstPositionDoesNotTurn() {
    let x = Tensor((0..<32).map(Float.init), shape: [1, 32])
    let rotary = Rotary(size: 16, base: 10_000, pairing: .halves)
    #expect(difference(x.rotated(by: rotary.angles(at: 0..<1)).elements, x.elements) == nil)
  }

  /// What attention relies on: a product of a query and a key depends on how far apart they stand, not on where.
  @Test func productsDependOnDistance() {
    var random = SeededGenerator(seed: 4)
    let query = Tensor((0..<64).map { _ in Float(random.uniform() - 0.5) }, shape: [1, 64])
    let key = Tensor((0..<64).map { _ in Float(random.uniform() - 0.5) }, shape: [1, 64])
    let rotary = Rotary(size: 64, base: 10_000, pairing: .neighbours)
    func product(_ p: Int, _ q: Int) -> Float {
      query.rotated(by: rotary.angles(at: p..<p + 1)).dot(key.rotated(by: rotary.angles(at: q..<q + 1)))
    }
    #expect(abs(product(9, 2) - product(1_009, 1_002)) < 1e-6)
    #expect(abs(product(9, 2) - product(9, 3)) > 1e-4)
  }
}
