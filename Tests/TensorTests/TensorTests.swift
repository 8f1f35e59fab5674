import Tensors
import Testing

/// Tensors are values, views share their storage.
struct TensorTests {
  private let numbers = Tensor((0..<12).map(Float.init), shape: [3, 4])

  @Test func elementsStandInRows() {
    #expect(numbers[0, 0] == 0)
    #expect(numbers[2, 1] == 9)
    #expect((numbers.count, numbers.rows, numbers.columns) == (12, 3, 4))
    #expect(Tensor(2.5).number == 2.5)
    #expect(Tensor(2.5).shape == [])
    #expect(Tensor([1, 2]).shape == [2])
    #expect(Tensor(repeating: 3, shape: [2, 2]).elements == [3, 3, 3, 3])
  }

  @Test func viewsOfRows() {
    let rows = numbers.rows(1..<3)
    #expect(rows.shape == [2, 4])
    #expect(rows.elements == (4..<12).map(Float.init))
    #expect(rows.rows(1..<2).elements == [8, 9, 10, 11])
    #expect(rows[1, 3] == 11)
    #expect(rows.storage === numbers.storage)
    #expect(numbers.rows(3..<3).elements == [])
  }

  @Test func reshapedViews() {
    #expect(numbers.reshaped([2, 6])[1, 0] == 6)
    #expect(numbers.rows(1..<3).reshaped([8]).elements == (4..<12).map(Float.init))
  }

  @Test func nothingAtAll() {
    let empty = Tensor([], shape: [0, 4])
    #expect(empty.elements == [])
    #expect(empty.softmax().elements == [])
    #expect(empty.logSumExp() == [])
    #expect(empty.added(to: empty).shape == [0, 4])
    #expect(empty.dot(empty) == 0)
  }

  /// A matrix over a tensor's rows makes no copy and keeps them alive.
  @Test func matricesOverTensors() {
    func identity() -> WeightMatrix { WeightMatrix(Tensor([1, 0, 0, 1], shape: [2, 2])) }
    let weights = identity()
    #expect(weights.count == 4)
    #expect(Tensor([3, 4], shape: [1, 2]).multiplied(by: weights).elements == [3, 4])
    #expect(WeightMatrix(numbers.rows(1..<2)).decoded(rows: [0]).elements == [4, 5, 6, 7])
  }
}
