import Commands
import Script
import TestSupport
import Testing

/// One mistake a case: what is typed, what is said, and at which column.
@Suite struct TensorCommandsMistakeTests {
  static let mistakes: [(source: String, message: String, column: Int)] = [
    // Operators
    (
      "(zeros [2, 3]) + (zeros [4, 3])",
      "a tensor of 2 × 3 and a tensor of 4 × 3 don't line up for `+`: axis 0 has 2 and 4", 16
    ),
    (
      "(zeros [2, 3]) * (zeros [2])",
      "a tensor of 2 × 3 and a vector of 2 don't line up for `*`: the last axis has 3 and 2", 16
    ),
    (
      "(zeros [2, 3]) - (zeros [5, 4, 3])",
      "a tensor of 2 × 3 and a tensor of 5 × 4 × 3 don't line up for `-`: axis -2 has 2 and 4", 16
    ),
    (
      "(zeros [2, 3]) @ (zeros [2, 3])",
      "a tensor of 2 × 3 and a tensor of 2 × 3 don't line up for `@`: the inner sizes are 3 and 2", 16
    ),
    (
      "(zeros [2]) @ (zeros [3])", "a vector of 2 and a vector of 3 don't line up for `@`: the inner sizes are 2 and 3",
      13
    ),
    (
      "(zeros [2, 3]) @ (zeros [2])",
      "a tensor of 2 × 3 and a vector of 2 don't line up for `@`: the inner sizes are 3 and 2", 16
    ),
    ("(zeros [2, 3, 4]) @ (zeros [4])", "`@` multiplies vectors and matrices, not a tensor of 2 × 3 × 4", 19),
    ("(zeros [2]) @ 3", "`@` multiplies vectors and matrices, not a number", 13),
    ("3 @ (zeros [2])", "`@` multiplies vectors and matrices, not a number", 3),
    ("(zeros [2]) + \"a\"", "`+` does not combine a tensor and the text \"a\"", 13),
    ("(zeros [2]) + [1, 2]", "`+` does not combine a tensor and a list", 13),
    ("(zeros [2]) * 1e39", "1e39 is too large for a tensor, whose elements are 32-bit floats", 13),
    (
      "(zeros [20000, 1]) + (zeros [20000])",
      "a tensor of 20000 × 20000 is too large: 268435456 elements is the most", 20
    ),
    (
      "(zeros [20000, 1]) @ (zeros [1, 20000])",
      "a tensor of 20000 × 20000 is too large: 268435456 elements is the most", 20
    ),
    ("(zeros [2]) < (zeros [2])", "`<` compares two numbers or two texts, not a tensor and a tensor", 13),
    ("(zeros [2]).size.x", "the number 2 has no field `.x`", 17),
    ("(zeros [2]).lenght", "a tensor has no field `.lenght`", 12),
    ("(zeros [2])[2]", "there is no element 2", 12),
    // Making
    ("tensor 3", "`numbers` takes a tensor or a list of values, not the number 3", 8),
    ("tensor []", "a tensor has at least one number", 8), ("tensor [[1], []]", "[1] holds no numbers", 8),
    ("tensor [1, b]", "a tensor is made of numbers, and [1] is the text \"b\"", 8),
    ("tensor [[1, 2], [3, true]]", "a tensor is made of numbers, and [1][1] is true", 8),
    (
      "tensor [[1, 2], [3]]",
      "the parts of a tensor have one shape: [0] is a vector of 2 and [1] is a vector of 1", 8
    ),
    ("tensor [1, [2]]", "the parts of a tensor have one shape: [0] is a number and [1] is a vector of 1", 8),
    (
      "tensor [[[1]], [[1, 2]]]",
      "the parts of a tensor have one shape: [0] is a tensor of 1 × 1 and [1] is a tensor of 1 × 2", 8
    ),
    ("tensor [1e300]", "1e300 is too large for a tensor, whose elements are 32-bit floats", 8),
    ("tensor [[[[[[[[[1]]]]]]]]]", "a tensor has at most 8 axes, not 9", 8),
    ("let t = zeros [1, 1, 1, 1, 1, 1, 1, 1]\ntensor [$t, $t]", "a tensor has at most 8 axes, not 9", 8),
    ("zeros 3", "`shape` takes a list of whole numbers, not the number 3", 7),
    ("zeros []", "a shape has at least one size", 7),
    ("zeros [2, 0]", "axis 1 has size 0, and a size is at least 1", 7),
    ("zeros [-2]", "axis 0 has size -2, and a size is at least 1", 7),
    ("zeros [2, 0.5]", "`shape` takes a list of whole numbers, not the number 0.5 where a whole number is wanted", 11),
    ("zeros [2 3]", "a comma is missing between these numbers", 8),
    ("zeros [100000, 100000]", "a tensor of 100000 × 100000 is too large: 268435456 elements is the most", 7),
    (
      "zeros [4294967296, 4294967296]",
      "a tensor of 4294967296 × 4294967296 is too large: 268435456 elements is the most", 7
    ),
    ("zeros [1, 1, 1, 1, 1, 1, 1, 1, 1]", "a tensor has at most 8 axes, not 9", 7),
    ("random [100000, 100000]", "a tensor of 100000 × 100000 is too large: 268435456 elements is the most", 8),
    ("random [2] seed: -1", "`seed:` takes a whole number from 0 to 9007199254740992, not the number -1", 18),
    ("random [2] distribution: gauss", "`distribution:` takes `normal` or `uniform`, not the text \"gauss\"", 26),
    // Shapes and axes
    ("reshape (zeros [2, 3]) [4]", "a tensor of 2 × 3 has 6 elements, which do not fill 4", 24),
    ("reshape (zeros [2, 3]) [4, -1]", "a tensor of 2 × 3 has 6 elements, which do not fill 4 × -1", 24),
    ("reshape (zeros [2, 3]) [-1, -1]", "only one size can be -1, which stands for what is left", 24),
    ("reshape (zeros [2, 3]) [0, -1]", "axis 0 has size 0, and a size is at least 1", 24),
    ("reshape (zeros [2, 3]) []", "a shape has at least one size", 24),
    ("reshape (zeros [1]) [1, 1, 1, 1, 1, 1, 1, 1, -1]", "a tensor has at most 8 axes, not 9", 21),
    ("transpose [1, 2, 3]", "`transpose` swaps two axes, and a vector of 3 has one", 11),
    ("transpose [[1]] axes: [0, 0]", "[0, 0] does not name each axis once: a tensor of 1 × 1 has axes 0 and 1", 23),
    (
      "transpose (zeros [2, 3, 4]) axes: [1, 0]",
      "[1, 0] does not name each axis once: a tensor of 2 × 3 × 4 has axes 0 to 2", 35
    ),
    ("transpose [[1]] axes: [0]", "[0] does not name each axis once: a tensor of 1 × 1 has axes 0 and 1", 23),
    (
      "transpose [[1]] axes: [-9223372036854775808, 0]",
      "[-9223372036854775808, 0] does not name each axis once: a tensor of 1 × 1 has axes 0 and 1", 23
    ),
    ("sum (zeros [2, 3]) axis: 2", "there is no axis 2: a tensor of 2 × 3 has axes 0 and 1", 26),
    ("mean (zeros [3]) axis: -2", "there is no axis -2: a vector of 3 has axis 0 only", 24),
    ("norm (zeros [3]) axis: 1", "there is no axis 1: a vector of 3 has axis 0 only", 24),
    ("softmax (zeros [3]) axis: 1", "there is no axis 1: a vector of 3 has axis 0 only", 27),
    ("softmax [1] temperature: 0", "`temperature:` takes a number from 0.01 to 100, not the number 0", 26),
    (
      "cosine [1, 2] [1, 2, 3]",
      "a vector of 2 and a vector of 3 don't line up for `cosine`: the vectors have 2 and 3 elements", 15
    ),
    (
      "cosine [[1, 2], [3, 4]] [[1, 2], [3, 4], [5, 6]]",
      "a tensor of 2 × 2 and a tensor of 3 × 2 don't line up for `cosine`: axis 0 has 2 and 3", 25
    ),
    (
      "cosine [1] [[1, 2]]",
      "a vector of 1 and a tensor of 1 × 2 don't line up for `cosine`: the vectors have 1 and 2 elements", 12
    ),
    ("sum cheese", "`tensor` takes a tensor or a list of values, not the text \"cheese\"", 5),
    ("checksum [a]", "a tensor is made of numbers, and [0] is the text \"a\"", 10),
  ]

  @Test(arguments: mistakes) func sayWhatIsWrongAndWhere(_ source: String, _ message: String, _ column: Int) throws {
    let diagnostic = #expect(throws: Diagnostic.self) { try tensorValue(source) }
    let found = try #require(diagnostic)
    #expect(found.message == message)
    #expect(found.span.column == column)
  }

  @Test func mistakesLeaveTheSessionAsItWas() throws {
    let session = Session(registry: Registry(tensorCommands), host: TestHost())
    try session.run(SourceText("let t = tensor [1, 2]"))
    #expect(throws: Diagnostic.self) { try session.run(SourceText("let t = $t + (zeros [3])")) }
    #expect(try session.value(of: SourceText("sum $t")) == .number(3))
  }
}
