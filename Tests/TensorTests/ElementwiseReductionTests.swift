import Tensors
import Testing

/// Sums, means, norms, cosines and checksums against loops over indices.
@Suite struct ElementwiseReductionTests {
  static let axes: [(Shape, Int)] = [
    ([5], 0), ([2, 3], 0), ([2, 3], 1), ([2, 3, 4], 0), ([2, 3, 4], 1), ([2, 3, 4], 2), ([1, 1], 0), ([130, 200], 0),
    ([130, 200], 1), ([3, 50, 120], 1),
  ]

  @Test(arguments: axes) func reduceAnAxis(_ shape: Shape, _ axis: Int) {
    let t = ElementwiseNumbers.random(shape)
    let elements = t.elements
    var left = shape.sizes
    left.remove(at: axis)
    var (sums, squares): ([Double], [Double]) = ([], [])
    for index in ElementwiseNumbers.indices(of: Shape(left)) {
      var (sum, square) = (0.0, 0.0)
      for step in 0..<shape[axis] {
        var full = index
        full.insert(step, at: axis)
        let x = Double(elements[ElementwiseNumbers.place(of: full, in: shape)])
        (sum, square) = (sum + x, square + x * x)
      }
      sums.append(sum)
      squares.append(square)
    }
    #expect(t.sum(axis: axis).shape.sizes == left)
    #expect(t.sum(axis: axis).elements == sums.map { Float($0) })
    #expect(t.mean(axis: axis).elements == sums.map { Float($0 / Double(shape[axis])) })
    #expect(t.norm(axis: axis).elements == squares.map { Float($0.squareRoot()) })
    #expect(abs(t.sum() - sums.reduce(0, +)) < 1e-9)
    #expect(abs(t.sumOfSquares() - squares.reduce(0, +)) < 1e-9)
  }

  @Test func sumsKeepWhatFloatsWouldLose() {
    #expect(Tensor([16_777_216, 1, 1]).sum() == 16_777_218)
    #expect(Tensor([3e38, 3e38, -3e38]).sum(axis: 0).number == 3e38)
  }

  static let cosines: [(Shape, Shape, Shape)] = [
    ([4], [4], []), ([3, 4], [4], [3]), ([4], [3, 4], [3]), ([3, 4], [3, 4], [3]), ([3, 1, 4], [2, 4], [3, 2]),
    ([300, 100], [100], [300]),
  ]

  @Test(arguments: cosines) func cosinesOfRows(_ left: Shape, _ right: Shape, _ shape: Shape) throws {
    let (a, b) = (ElementwiseNumbers.random(left, seed: 1), ElementwiseNumbers.random(right, seed: 2))
    let cosine = try #require(a.cosine(with: b))
    #expect(cosine.shape == shape)
    let products = try #require(a.combined(.multiply, with: b)).sum(axis: shape.rank)
    let (norms, others) = (a.norm(axis: left.rank - 1), b.norm(axis: right.rank - 1))
    let lengths = try #require(norms.combined(.multiply, with: others))
    let expected = try #require(products.combined(.divide, with: lengths))
    for (x, y) in zip(cosine.elements, expected.elements) { #expect(abs(x - y) < 1e-5) }
  }

  @Test func cosinesAtTheEnds() throws {
    let row = ElementwiseNumbers.random([1, 640])
    #expect(try #require(row.cosine(with: row)).elements[0] <= 1)
    #expect(try #require(row.cosine(with: row.scaled(by: -3))).elements[0] >= -1)
    #expect(try #require(Tensor([0, 0]).cosine(with: Tensor([1, 2]))).number.isNaN)
    #expect(Tensor([1]).cosine(with: Tensor([1, 2])) == nil)
    #expect(Tensor(1).cosine(with: Tensor(1)) == nil)
  }

  @Test func checksumsAreFNV1a() {
    // 01 00 … 00, 01 00 … 00, 00 00 80 3F: one axis of size 1, the float 1.
    let bytes: [UInt8] = [1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x80, 0x3F]
    let hash = bytes.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    #expect(Tensor([1]).checksum == hash)
  }

  @Test func checksumsTellBitsAndShapesApart() {
    let sums = [
      Tensor([1, 2, 3, 4]), Tensor([1, 2, 4, 3]), ElementwiseNumbers.random([4]), Tensor([1, 2, 3, 4], shape: [2, 2]),
      Tensor([1, 2, 3, 4], shape: [1, 4]), Tensor([0]), Tensor([-0.0]), Tensor(0),
    ].map(\.checksum)
    #expect(Set(sums).count == sums.count)
    #expect(Tensor([.nan]).checksum == Tensor([-.nan]).checksum)
    #expect(Tensor([.nan]).checksum == Tensor([Float(nan: 7, signaling: false)]).checksum)
  }

  /// Every set of kernels and number of threads gives the bits of the first.
  @Test func resultsDoNotDependOnTheMachine() throws {
    let (a, b) = (ElementwiseNumbers.random([130, 200], seed: 1), ElementwiseNumbers.random([200], seed: 2))
    func results() throws -> [[UInt32]] {
      try [
        #require(a.combined(.divide, with: b)), a.sum(axis: 0), a.norm(axis: 1), a.permuted([1, 0]),
        #require(a.cosine(with: b)), a.permuted([1, 0]).softmax(),
      ].map(\.bits)
    }
    let expected = try Compute.$current.withValue(
      Compute(kernels: Compute.available[0], threadCount: 1), operation: results)
    for kernels in Compute.available {
      for threads in [1, 3] {
        let found = try Compute.$current.withValue(Compute(kernels: kernels, threadCount: threads), operation: results)
        #expect(found == expected, "\(kernels.name), \(threads) threads")
      }
    }
  }
}
