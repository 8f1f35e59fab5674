import Commands
import Script
import Testing

@Suite struct TensorCommandsRenderingTests {
  /// A text, the width its value is shown at, and the lines that are shown.
  static let renderings: [(source: String, width: Int, shown: [String])] = [
    // As many digits as are needed, and no more than four or five of the largest number
    ("tensor [1]", 80, ["vector of 1", "1"]),
    ("tensor [1, -20, 300]", 80, ["vector of 3", "  1  -20  300"]),
    ("tensor [0.5, -1.25, 10]", 80, ["vector of 3", " 0.50  -1.25  10.00"]),
    ("tensor [0.1, 0.2, 1000.25]", 80, ["vector of 3", "   0.1     0.2  1000.3"]),
    ("tensor [12345.6, 1]", 80, ["vector of 2", "12346      1"]),
    ("tensor [0.05, 0.0625, 1e-9]", 80, ["vector of 3", "0.05000  0.06250  0.00000"]),
    ("tensor [9.99999, -0.00001]", 80, ["vector of 2", "10.0000  -0.0000"]),
    // In the notation of single numbers
    ("tensor [1e-5, 2e-5]", 80, ["vector of 2", "1e-5  2e-5"]),
    ("tensor [1e6, 2.5]", 80, ["vector of 2", "1000000      2.5"]),
    ("tensor [1e30, -1e-30]", 80, ["vector of 2", "  1e30  -1e-30"]),
    ("(tensor [1e30, -1e38]) * (tensor [1, 10])", 80, ["vector of 2", "1e30  -inf"]),
    // What is no number
    ("(tensor [[1, 2.5], [-1, 0]]) / (tensor [[0, 1], [0, 0]])", 80, ["tensor 2 × 2", " inf   2.5", "-inf   nan"]),
    // Matrices, and more
    ("tensor [[1, 20], [300, 4]]", 80, ["tensor 2 × 2", "  1   20", "300    4"]),
    (
      "reshape [1, 2, 3, 4, 5, 6, 7, 8] [2, 2, 2]", 80,
      ["tensor 2 × 2 × 2", "[0]", "1  2", "3  4", "[1]", "5  6", "7  8"]
    ),
    (
      "reshape (zeros [12]) [2, 3, 1, 2]", 80,
      ["tensor 2 × 3 × 1 × 2", "[0][0]", "0  0", "[0][1]", "0  0", "…", "[1][1]", "0  0", "[1][2]", "0  0"]
    ),
    // Left out of the middle
    ("zeros [27]", 80, ["vector of 27", String(repeating: "0  ", count: 26) + "0"]),
    (
      "zeros [28]", 80,
      ["vector of 28", String(repeating: "0  ", count: 13) + "…" + String(repeating: "  0", count: 13)]
    ),
    ("random [640] seed: 1", 40, ["vector of 640", "-1.5452  -1.0136  …  -0.4848  -0.5388"]),
    ("random [2, 9] seed: 1", 30, ["tensor 2 × 9", "-1.5452  -1.0136  …  -0.4090", " 0.2820  -1.1152  …   0.1287"]),
    ("zeros [10, 1]", 80, ["tensor 10 × 1"] + Array(repeating: "0", count: 10)),
    ("zeros [11, 1]", 80, ["tensor 11 × 1", "0", "0", "0", "0", "0", "…", "0", "0", "0", "0", "0"]),
    ("zeros [9]", 8, ["vector of 9", "0  …  0"]),
  ]

  @Test(arguments: renderings) func areReadable(_ source: String, _ width: Int, _ shown: [String]) throws {
    let lines = try tensorValue(source).rendered(width: width).split(separator: "\n").map(String.init)
    #expect(lines == shown)
    #expect(lines.dropFirst().allSatisfy { $0.count <= width })
  }

  @Test func areOneLineInAList() throws {
    #expect(try tensorValue("[(zeros [2, 3]), (zeros [4])]").rendered() == "[tensor 2 × 3, vector of 4]")
  }
}
