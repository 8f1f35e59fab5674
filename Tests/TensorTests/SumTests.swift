import Tensors
import Testing

/// Sums in place: right, the same everywhere, and unseen by whoever shares the elements.
struct SumTests {
  static func random(_ shape: Shape, seed: UInt64) -> Tensor {
    var generator = SeededGenerator(seed: seed)
    return Tensor((0..<shape.count).map { _ in Float(generator.uniform() - 0.5) }, shape: shape)
  }

  @Test(arguments: Engine.all) func tensorsOfOneShape(_ engine: Engine) {
    for shape: Shape in [[], [17], [3, 5], [300, 70]] {
      let (a, b) = (Self.random(shape, seed: 1), Self.random(shape, seed: 2))
      var sum = a
      engine.run { sum.add(b) }
      #expect(difference(sum.elements, zip(a.elements, b.elements).map { $0 + $1 }) == nil)
      engine.run { sum.add(sum) }
      #expect(difference(sum.elements, zip(a.elements, b.elements).map { 2 * ($0 + $1) }) == nil)
    }
  }

  @Test(arguments: Engine.kernelSets) func rowsAtTheirPlaces(_ engine: Engine) {
    let (a, b) = (Self.random([4, 19], seed: 1), Self.random([3, 19], seed: 2))
    var sum = a
    engine.run { sum.add(b, toRowsAt: [2, 0, 2]) }
    var expected = a.elements
    for (row, target) in [2, 0, 2].enumerated() {
      for column in 0..<19 { expected[target * 19 + column] += b[row, column] }
    }
    #expect(difference(sum.elements, expected) == nil)
  }

  /// A product that is made in pieces and added is the one that is made at once.
  @Test(arguments: Engine.all) func productsOfTransposed(_ engine: Engine) {
    let (a, b) = (Self.random([3, 9000], seed: 1), Self.random([3, 7], seed: 2))
    let start = Self.random([9000, 7], seed: 3)
    engine.run {
      let whole = a.transposedMultiplied(by: b)
      var pieces = 0
      let product = Tensor.product(ofTransposed: a, and: b) { pieces += 1 }
      #expect(product.shape == [9000, 7] && pieces == 3)
      #expect(difference(product.elements, whole.elements) == nil)
      let sum = Tensor.product(ofTransposed: a, and: b, addedTo: start) {}
      #expect(difference(sum.elements, start.added(to: whole).elements) == nil)
    }
  }

  @Test func whoeverSharesTheElementsDoesNotSeeIt() {
    let elements: [Float] = [1, 2, 3, 4, 5, 6]
    var changed = Tensor(elements, shape: [3, 2])
    let others = [changed, changed.reshaped([2, 3]), changed.rows(1..<2)]
    let matrix = WeightMatrix(changed)
    changed.add(Tensor(repeating: 1, shape: [3, 2]))
    #expect(changed.elements == [2, 3, 4, 5, 6, 7])
    #expect(others.map(\.elements) == [elements, elements, [3, 4]])
    #expect(matrix.decoded().elements == elements)
    var row = others[2]
    row.add(Tensor(repeating: 1, shape: [1, 2]))
    #expect(row.elements == [4, 5] && others[0].elements == elements)
  }

  @Test func whatNobodySharesStaysInPlace() {
    var sum = Tensor([1, 2], shape: [1, 2])
    let place = sum.floats
    sum.add(Tensor([1, 1], shape: [1, 2]))
    sum.add(Tensor([1, 1], shape: [1, 2]), toRowsAt: [0])
    #expect(sum.floats == place && sum.elements == [3, 4])
  }
}
