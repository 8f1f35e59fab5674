import Tensors
import Testing

/// Broadcasting to a shape and adding up the other way.
@Suite struct ExpandTests {
  static let pairs: [(Shape, Shape)] = [
    ([], []), ([], [2, 3]), ([1], [4]), ([3], [2, 3]), ([2, 1], [2, 3]), ([2, 1, 3], [4, 2, 5, 3]), ([1, 1], [1, 1]),
    ([1, 130], [200, 130]),
  ]

  @Test(arguments: pairs) func expand(_ shape: Shape, _ target: Shape) {
    let t = ElementwiseNumbers.random(shape)
    let expected = ElementwiseNumbers.indices(of: target).map {
      t.elements[ElementwiseNumbers.place(of: $0, in: shape)]
    }
    #expect(t.expanded(to: target).shape == target)
    #expect(t.expanded(to: target).elements == expected)
  }

  @Test(arguments: pairs) func sum(_ shape: Shape, _ target: Shape) {
    let t = ElementwiseNumbers.random(target)
    var expected = [Double](repeating: 0, count: shape.count)
    for (index, element) in zip(ElementwiseNumbers.indices(of: target), t.elements) {
      expected[ElementwiseNumbers.place(of: index, in: shape)] += Double(element)
    }
    let sums = t.summed(to: shape)
    #expect(sums.shape == shape)
    #expect(zip(sums.elements, expected).allSatisfy { abs(Double($0) - $1) < 1e-4 })
  }

  @Test func place() {
    let t = Tensor([1, 2, 3]).placed(at: 2, in: [2, 3])
    #expect(t.shape == [2, 3])
    #expect(t.elements == [0, 0, 1, 2, 3, 0])
  }

  /// Functions of numbers give the same bits whatever computes.
  @Test(arguments: [ElementwiseFunction.exp, .log, .sqrt, .tanh, .sigmoid, .relu, .abs])
  func functionsGoElementByElement(_ function: ElementwiseFunction) {
    let t = ElementwiseNumbers.random([200, 130])
    let elements = t.elements
    for engine in Engine.all {
      let (values, slopes) = engine.run { (t.mapped(function).elements, t.slopes(function).elements) }
      for i in stride(from: 0, to: elements.count, by: 7) {
        let x = Double(elements[i])
        #expect(values[i].bitPattern == Float(function.value(x)).bitPattern)
        #expect(slopes[i].bitPattern == Float(function.slope(x, function.value(x))).bitPattern)
      }
    }
  }
}

extension ElementwiseFunction: CustomTestStringConvertible {
  package var testDescription: String { name }
}
