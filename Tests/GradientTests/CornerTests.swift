import Gradients
import Tensors
import Testing

/// Where there is no slope, or a product of zero and infinity would hide it.
struct CornerTests {
  private func slope(at x: Float, _ f: (Variable) -> Variable?) throws -> Float {
    let leaf = Variable.leaf(Tensor(x))
    return gradients(of: try #require(f(leaf)), for: [leaf])[0].number
  }

  @Test func slopesAtCornersAreZero() throws {
    #expect(try slope(at: 0) { $0.mapped(.relu) } == 0)
    #expect(try slope(at: 0) { $0.mapped(.abs) } == 0)
    #expect(try slope(at: 0) { $0.norm() } == 0)
    let rows = Variable.leaf(Tensor([0, 0, 3, 4], shape: [2, 2]))
    #expect(gradients(of: rows.norm(axis: 1).sum(), for: [rows])[0].elements == [0, 0, 0.6, 0.8])
  }

  @Test func powersOfZero() throws {
    for (exponent, expected) in [(0, 0), (1, 1), (2, 0), (0.5, .infinity), (-1, -.infinity)] as [(Float, Float)] {
      #expect(try slope(at: 0) { $0.combined(.power, with: Variable(Tensor(exponent))) } == expected, "0^\(exponent)")
    }
    #expect(try slope(at: 2) { Variable(Tensor(0)).combined(.power, with: $0) } == 0)
    #expect(try slope(at: 2) { Variable(Tensor(-1)).combined(.power, with: $0) }.isNaN)
  }

  @Test func whatIsNoNumberHasNoSlope() throws {
    #expect(try slope(at: -1) { $0.mapped(.log) }.isNaN)
    #expect(try slope(at: -1) { $0.mapped(.sqrt) }.isNaN)
    #expect(try slope(at: 0) { $0.mapped(.log) } == .infinity)
  }

  /// A gradient is in one number what the sum over the repetitions of a broadcast is.
  @Test func repeatedInputsCollectTheirGradients() throws {
    let (x, row) = (Variable.leaf(Tensor(3)), Variable.leaf(Tensor([1, 2, 4])))
    let y = try #require(Variable(Tensor(repeating: 1, shape: [2, 3])).combined(.multiply, with: x))
    let z = try #require(y.combined(.multiply, with: row)).sum()
    let found = gradients(of: z, for: [x, row])
    #expect(found[0].shape == [] && found[0].number == 14)
    #expect(found[1].elements == [6, 6, 6])
  }

  @Test func shapesThatDoNotFitGiveNothing() {
    let (a, b) = (Variable.leaf(Tensor([1, 2])), Variable(Tensor([1, 2, 3])))
    #expect(a.combined(.add, with: b) == nil)
    #expect(a.cosine(with: b) == nil)
  }
}
