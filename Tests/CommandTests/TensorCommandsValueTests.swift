import Commands
import Script
import Tensors
import TestSupport
import Testing

@Suite struct TensorCommandsValueTests {
  /// Two texts with one value; the second can use what the first has bound.
  static let equalities: [(source: String, same: String)] = [
    // Fields, elements and iteration
    ("(zeros [2, 3]).shape", "[2, 3]"), ("(zeros [2, 3, 4]).rows", "6"), ("(zeros [2, 3, 4]).columns", "4"),
    ("(zeros [2, 3, 4]).size", "24"), ("(zeros [3]).rows", "1"), ("(zeros [3]).checksum", "checksum (zeros [3])"),
    ("count (zeros [2, 3])", "2"),
    ("let t = tensor [[1, 2], [3, 4]]\n$t[0]", "tensor [1, 2]"), ("let t = tensor [[1, 2], [3, 4]]\n$t[-1][1]", "4"),
    ("let t = reshape [1, 2, 3, 4, 5, 6, 7, 8] [2, 2, 2]\n$t[1]", "tensor [[5, 6], [7, 8]]"),
    ("let s = 0\nfor row in (tensor [[1, 2], [3, 4]]) { let s = $s + $row[1] }\n$s", "6"),
    ("take (tensor [[1, 2], [3, 4], [5, 6]]) 2", "tensor [[1, 2], [3, 4]]"),
    ("take (tensor [1, 2, 3]) 5", "tensor [1, 2, 3]"), ("take (tensor [1, 2, 3]) 0", "[]"),
    // Equality
    ("(tensor [1, 2]) == (tensor [1, 2])", "true"), ("(tensor [1, 2]) == (tensor [[1, 2]])", "false"),
    ("(tensor [1, 2]) == (tensor [1, 3])", "false"), ("(tensor [1]) == 1", "false"),
    ("let t = (tensor [0]) / 0\n$t == $t", "false"),
    // Making
    ("tensor [(tensor [1, 2]), [3, 4]]", "tensor [[1, 2], [3, 4]]"),
    ("let t = tensor [[1, 2], [3, 4]]\ntensor [$t[1], $t[0]]", "tensor [[3, 4], [1, 2]]"),
    ("tensor (tensor [1, 2])", "tensor [1, 2]"), ("zeros [2]", "tensor [0, 0]"),
    ("random [3] seed: 1", "random [3] seed: 1"), ("seed 5\nrandom [3]", "random [3] seed: 5"),
    ("(random [3] seed: 1) == (random [3] seed: 2)", "false"),
    ("(random [3]) == (random [3] distribution: uniform)", "false"),
    // Numbers and tensors
    ("(tensor [1, 2]) + 1", "tensor [2, 3]"), ("1 + (tensor [1, 2])", "tensor [2, 3]"),
    ("(tensor [1, 2]) - 1", "tensor [0, 1]"), ("1 - (tensor [1, 2])", "tensor [0, -1]"),
    ("(tensor [1, 2]) * 3", "tensor [3, 6]"), ("3 * (tensor [1, 2])", "tensor [3, 6]"),
    ("(tensor [1, 2]) / 2", "tensor [0.5, 1]"), ("2 / (tensor [1, 2])", "tensor [2, 1]"),
    ("-(tensor [1, -2])", "tensor [-1, 2]"),
    (
      "let t = (tensor [1, -1, 0]) / 0\n\"$($t[0]) $($t[1]) $($t[2])\"",
      "\"infinity -infinity nan\""
    ),
    // Broadcasting
    ("(tensor [[1], [2]]) * (tensor [3, 4])", "tensor [[3, 4], [6, 8]]"),
    ("(tensor [3, 4]) - (tensor [[1], [2]])", "tensor [[2, 3], [1, 2]]"),
    // The matrix product
    ("(tensor [1, 2]) @ (tensor [3, 4])", "11"), ("(tensor [[1, 2], [3, 4]]) @ (tensor [5, 6])", "tensor [17, 39]"),
    ("(tensor [5, 6]) @ (tensor [[1, 2], [3, 4]])", "tensor [23, 34]"),
    (
      "(tensor [[1, 2], [3, 4], [5, 6]]) @ (tensor [[1, 0, 2], [0, 1, 3]])",
      "tensor [[1, 2, 8], [3, 4, 18], [5, 6, 28]]"
    ),
    ("(tensor [[1], [2]]) @ (tensor [[3, 4]])", "tensor [[3, 4], [6, 8]]"),
    ("(tensor [[1], [2]]) @ (tensor [3])", "tensor [3, 6]"),
    // A row gives the same bits by itself and as one of many.
    ("let a = random [7, 33] seed: 1\nlet b = random [33] seed: 2\nlet p = $a @ $b\n$p[3]", "$a[3] @ $b"),
    ("let a = random [7, 33] seed: 1\nlet b = random [33, 5] seed: 2\nlet p = $a @ $b\n$p[3]", "$a[3] @ $b"),
    // Reductions
    ("sum (tensor [[1, 2], [3, 4]])", "10"), ("sum [[1, 2], [3, 4]] axis: 0", "tensor [4, 6]"),
    ("sum [[1, 2], [3, 4]] axis: -1", "tensor [3, 7]"), ("sum [1, 2] axis: 0", "3"),
    ("mean [[1, 2], [3, 4.5]]", "2.625"), ("mean [[1, 2], [3, 5]] axis: 0", "tensor [2, 3.5]"),
    ("norm [[3, 4], [0, 0]]", "5"), ("norm [[3, 0], [4, 2]] axis: 0", "tensor [5, 2]"),
    ("softmax [[1, 2], [3, 9]] axis: 0", "transpose (softmax [[1, 3], [2, 9]])"),
    ("softmax [2, 4]", "softmax [1, 2] temperature: 0.5"), ("softmax [[0, 0]]", "tensor [[0.5, 0.5]]"),
    ("cosine [[1, 0], [0, 1]] [[2, 0], [3, 0]]", "tensor [1, 0]"), ("cosine [1, 2, 3] [-2, -4, -6]", "-1"),
    // Shapes
    ("reshape [[1, 2, 3], [4, 5, 6]] [3, 2]", "tensor [[1, 2], [3, 4], [5, 6]]"),
    ("shape (reshape (zeros [6, 4]) [-1])", "[24]"), ("shape (transpose (zeros [2, 3, 4]))", "[2, 4, 3]"),
    ("transpose [[1, 2]] axes: [-1, 0]", "tensor [[1], [2]]"),
    ("(checksum [[1, 2]]) == (checksum [1, 2])", "false"),
  ]

  @Test(arguments: equalities) func areEqual(_ source: String, _ same: String) throws {
    let session = Session(registry: Registry(tensorCommands), host: TestHost())
    let value = try session.value(of: SourceText(source))
    #expect(try value == session.value(of: SourceText(same)))
  }

  static let products: [(left: String, right: String, rows: Int, columns: Int)] = [
    ("[33]", "[33]", 1, 1), ("[70, 33]", "[33]", 70, 1), ("[33]", "[33, 70]", 1, 70), ("[70, 33]", "[33, 65]", 70, 65),
    ("[1, 33]", "[33, 1]", 1, 1), ("[5, 33]", "[33, 5]", 5, 5),
  ]

  @Test(arguments: products)
  func productsAgreeWithPlainSums(_ left: String, _ right: String, _ rows: Int, _ columns: Int) throws {
    let a = try tensor("random \(left) seed: 1").elements
    let b = try tensor("random \(right) seed: 2").elements
    let product = try tensor("tensor [((random \(left) seed: 1) @ (random \(right) seed: 2))]").elements
    #expect(product.count == rows * columns)
    for (i, element) in product.enumerated() {
      let (row, column) = (i / columns, i % columns)
      let sum = (0..<33).reduce(0.0) { $0 + Double(a[row * 33 + $1]) * Double(b[$1 * columns + column]) }
      #expect(abs(Double(element) - sum) < 1e-4)
    }
  }

  private func tensor(_ source: String) throws -> Tensor {
    try #require(try tensorValue(source).object as? TensorObject).tensor
  }

  @Test func pipesTakeTensors() throws {
    #expect(try tensorValue("[[1, 2], [3, 4]] | transpose | sum axis: 0") == tensorValue("tensor [3, 7]"))
  }

  @Test func randomNumbersAreSpreadAsAsked() throws {
    let uniform = "let t = random [10000] distribution: uniform seed: 1\n"
    #expect(abs(try #require(tensorValue(uniform + "mean $t").number) - 0.5) < 0.01)
    #expect(abs(try #require(tensorValue(uniform + "mean ($t * $t)").number) - 1.0 / 3) < 0.01)
    #expect(abs(try #require(tensorValue("mean (random [10000] seed: 1)").number)) < 0.03)
    #expect(abs(try #require(tensorValue("norm (random [10000] seed: 1)").number) - 100) < 3)
  }

  @Test func randomCanBeStopped() {
    #expect(shownByTensors("random [4]", host: TestHost(checksUntilStopped: 0)) == "stopped")
  }
}
