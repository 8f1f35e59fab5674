import Tensors
import Testing

struct ShapeTests {
  @Test(
    arguments: [
      ([], [], []), ([], [3], [3]), ([3], [3], [3]), ([1], [3], [3]), ([2, 3], [3], [2, 3]), ([2, 3], [1], [2, 3]),
      ([2, 1], [3], [2, 3]), ([2, 1], [1, 3], [2, 3]), ([4, 1, 5], [2, 1], [4, 2, 5]), ([0, 3], [1, 3], [0, 3]),
      ([1], [0], [0]), ([2], [3], nil), ([2, 3], [2], nil), ([2, 3], [3, 2], nil), ([0], [2], nil),
      ([4, 2, 5], [3, 1], nil),
    ] as [([Int], [Int], [Int]?)])
  func broadcast(_ a: [Int], _ b: [Int], _ expected: [Int]?) {
    #expect(Shape.broadcast(Shape(a), Shape(b)) == expected.map(Shape.init))
    #expect(Shape.broadcast(Shape(b), Shape(a)) == expected.map(Shape.init))
  }

  @Test(
    arguments: [
      ([], 1, 1, 1), ([7], 7, 1, 7), ([2, 3], 6, 2, 3), ([4, 2, 3], 24, 8, 3), ([0, 3], 0, 0, 3), ([3, 0], 0, 3, 0),
    ] as [([Int], Int, Int, Int)])
  func rowsAndColumns(_ sizes: [Int], _ count: Int, _ rows: Int, _ columns: Int) {
    let shape = Shape(sizes)
    #expect(shape.count == count)
    #expect(shape.rows == rows)
    #expect(shape.columns == columns)
    #expect(shape.rank == sizes.count)
    for (axis, size) in sizes.enumerated() { #expect(shape[axis] == size) }
  }

  @Test func descriptions() {
    #expect("\([2, 3] as Shape)" == "2 × 3")
    #expect("\([5] as Shape)" == "5")
    #expect("\([] as Shape)" == "one number")
  }
}
