import Tensors
import Testing

/// Broadcast operations against loops over indices.
@Suite struct ElementwiseTests {
  /// Each operation with the function it applies.
  static let operations: [(ElementwiseOperation, @Sendable (Float, Float) -> Float)] = [
    (.add, { $0 + $1 }), (.subtract, { $0 - $1 }), (.multiply, { $0 * $1 }), (.divide, { $0 / $1 }),
  ]

  static let pairs: [(Shape, Shape, Shape)] = [
    ([], [], []), ([3], [], [3]), ([], [2, 3], [2, 3]), ([3], [3], [3]), ([1], [3], [3]), ([3], [1, 1], [1, 3]),
    ([2, 3], [3], [2, 3]), ([2, 1], [3], [2, 3]), ([3], [2, 1], [2, 3]), ([2, 3], [2, 1], [2, 3]),
    ([2, 1, 4], [3, 1], [2, 3, 4]), ([5, 1, 3, 1], [4, 1, 2], [5, 4, 3, 2]), ([1, 1], [1, 1], [1, 1]),
    ([200, 130], [130], [200, 130]), ([200, 1], [200, 130], [200, 130]),
  ]

  @Test(arguments: pairs) func broadcast(_ left: Shape, _ right: Shape, _ shape: Shape) throws {
    let (a, b) = (ElementwiseNumbers.random(left, seed: 1), ElementwiseNumbers.random(right, seed: 2))
    for (operation, function) in Self.operations {
      let result = try #require(a.combined(operation, with: b))
      #expect(result.shape == shape)
      let (x, y) = (a.elements, b.elements)
      let expected = ElementwiseNumbers.indices(of: shape).map { index in
        function(x[ElementwiseNumbers.place(of: index, in: left)], y[ElementwiseNumbers.place(of: index, in: right)])
      }
      #expect(result.elements == expected, "\(operation)")
    }
  }

  @Test(arguments: [([2], [3]), ([2, 3], [2]), ([2, 3], [4, 3]), ([5, 2, 1], [3, 1])] as [(Shape, Shape)])
  func refuseShapesThatDoNotFit(_ left: Shape, _ right: Shape) {
    for operation in ElementwiseOperation.allCases {
      #expect(ElementwiseNumbers.random(left).combined(operation, with: ElementwiseNumbers.random(right)) == nil)
    }
  }

  @Test func divideByZeroAsIEEE754Says() throws {
    let quotients = try #require(Tensor([1, -1, 0]).combined(.divide, with: Tensor(0))).elements
    #expect(quotients[0] == .infinity && quotients[1] == -.infinity && quotients[2].isNaN)
  }

  @Test func slicesShareTheirElements() {
    let t = ElementwiseNumbers.random([3, 2, 4])
    #expect(t.slices(1..<3).shape == [2, 2, 4])
    #expect(t.slices(1..<3).elements == Array(t.elements[8...]))
    #expect(t.slice(1).slice(1).elements == Array(t.elements[12..<16]))
    #expect(t.slice(2).slice(1).slice(3).shape == [])
    #expect(t.slice(2).slice(1).slice(3).number == t.elements[23])
    #expect(t.slice(1).storage === t.storage)
  }

  static let orders: [(Shape, [Int])] = [
    ([2, 3], [1, 0]), ([2, 3], [0, 1]), ([4], [0]), ([2, 3, 4], [2, 0, 1]), ([2, 3, 4], [0, 2, 1]),
    ([2, 1, 3, 4], [3, 1, 0, 2]), ([150, 120], [1, 0]),
  ]

  @Test(arguments: orders) func permute(_ shape: Shape, _ axes: [Int]) {
    let t = ElementwiseNumbers.random(shape)
    let permuted = t.permuted(axes)
    #expect(permuted.shape.sizes == axes.map { shape[$0] })
    let elements = t.elements
    let expected = ElementwiseNumbers.indices(of: permuted.shape).map { index in
      var source = [Int](repeating: 0, count: axes.count)
      for (position, axis) in axes.enumerated() { source[axis] = index[position] }
      return elements[ElementwiseNumbers.place(of: source, in: shape)]
    }
    #expect(permuted.elements == expected)
  }
}
