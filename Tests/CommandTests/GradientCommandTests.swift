import Commands
import Script
import TestSupport
import Testing

@Suite struct GradientCommandTests {
  /// What is computed in a block, for `$x`, and the same derivative by hand.
  static let derivatives: [(setUp: String, block: String, same: String)] = [
    // Numbers
    ("let x = 3", "$x * $x", "6"), ("let x = 3", "power $x 3", "27"), ("let x = 3", "2 - $x / 4", "-0.25"),
    ("let x = 2", "1 / $x", "-0.25"), ("let x = 2", "-$x", "-1"), ("let x = 2", "$x", "1"), ("let x = 2", "5", "0"),
    ("let x = 0", "exp (2 * $x)", "2"), ("let x = 4", "sqrt $x", "0.25"), ("let x = 4", "log $x", "0.25"),
    ("let x = 0", "tanh $x", "1"), ("let x = 0", "sigmoid $x", "0.25"), ("let x = -1", "relu $x", "0"),
    ("let x = -1", "abs $x", "-1"), ("let x = 0", "power 2 $x", "(log (tensor [2]))[0]"),
    // What else a block can do
    ("let x = 3", "let y = $x * $x\n$y * $y", "108"),
    ("let x = 3", "let y = 1\nfor i in [1, 2, 3] { let y = $y * $x }\n$y", "27"),
    ("let x = -3", "if $x > 0 { $x } else { 0.5 * $x }", "0.5"), ("let x = 3", "if $x == 3 { 2 * $x } else { 0 }", "2"),
    ("let x = 3", "if 3 != $x { 0 } else { 2 * $x }", "2"),
    ("let x = 3\ndef square n { $n * $n }", "square $x", "6"), ("let x = 3\ndef square { $x * $x }", "square", "6"),
    ("let x = tensor [2, 3]", "$x * 2 | sum", "tensor [2, 2]"),
    ("let x = 3", "$x * 10\n$x", "1"),
    // Tensors
    ("let x = [1, 2]", "sum ($x * $x)", "tensor [2, 4]"), ("let x = tensor [1, 2]", "mean $x", "tensor [0.5, 0.5]"),
    ("let x = tensor [3, 4]", "norm $x", "tensor [0.6, 0.8]"),
    ("let x = tensor [3, 4]", "$x[1] * $x[0]", "tensor [4, 3]"),
    ("let x = tensor [3, 4]", "$x[-1]", "tensor [0, 1]"),
    ("let x = tensor [[1, 2], [3, 4]]", "sum $x[1]", "tensor [[0, 0], [1, 1]]"),
    ("let x = tensor [3, 4, 5]", "sum (take $x 2)", "tensor [1, 1, 0]"),
    ("let x = tensor [3, 4]", "let s = 0\nfor e in $x { let s = $s + $e * $e }\n$s", "tensor [6, 8]"),
    ("let x = 2", "sum [$x, 7, ($x * $x)]", "5"),
    ("let x = tensor [1, 2]", "sum [[3, 4], $x, (2 * $x)]", "tensor [3, 3]"),
    ("let x = tensor [1, 2]", "$x @ (tensor [5, 6])", "tensor [5, 6]"),
    ("let x = tensor [1, 2]", "(tensor [5, 6]) @ $x", "tensor [5, 6]"),
    ("let x = tensor [1, 2]", "sum ((tensor [[1, 2], [3, 4]]) @ $x)", "tensor [4, 6]"),
    ("let x = tensor [1, 2]", "sum ($x @ (tensor [[1, 2], [3, 4]]))", "tensor [3, 7]"),
    ("let x = tensor [[1, 2], [3, 4]]", "sum ($x @ (tensor [5, 6]))", "tensor [[5, 6], [5, 6]]"),
    ("let x = tensor [[1, 2], [3, 4]]", "sum ((tensor [5, 6]) @ $x)", "tensor [[5, 5], [6, 6]]"),
    ("let x = tensor [1, 2]", "sum ((transpose [[1, 2], [3, 4]]) @ $x)", "tensor [3, 7]"),
    ("let x = tensor [[1, 2]]", "sum ((transpose $x) * (tensor [[3], [4]]))", "tensor [[3, 4]]"),
    ("let x = tensor [1, 2]", "sum ((reshape $x [2, 1]) * (tensor [[3], [4]]))", "tensor [3, 4]"),
    ("let x = tensor [[1, 2]]", "sum ((sum $x axis: 0) * (tensor [3, 4]))", "tensor [[3, 4]]"),
    ("let x = tensor [0, 0]", "(softmax $x)[0]", "tensor [0.25, -0.25]"),
    ("let x = tensor [[0], [0]]", "(softmax $x axis: 0)[0]", "tensor [[0.25], [-0.25]]"),
    ("let x = tensor [0, 0]", "(softmax $x temperature: 0.5)[0]", "tensor [0.5, -0.5]"),
    ("let x = tensor [3, 0]", "cosine $x [0, 2]", "(tensor [0, 1]) / 3"),
    ("let x = 2", "sum ($x * (zeros (shape (tensor [1, 2]))) + $x)", "2"),
    ("let x = tensor [1, 2]", "$x.columns * $x[0]", "tensor [2, 0]"),
  ]

  @Test(arguments: derivatives)
  func areTheOnesByHand(_ setUp: String, _ block: String, _ same: String) throws {
    let found = try tensorValue("\(setUp)\ngradient { \(block) } for: x")
    #expect(try found == tensorValue(same), "\(found.rendered())")
  }

  @Test func severalVariablesGiveARecord() throws {
    let found = try tensorValue("let w = tensor [1, 2]\nlet b = 3\ngradient { sum ($w * $b) } for: [w, b, w]")
    #expect(found.record?.names == ["w", "b"])
    #expect(try found.field("w") == tensorValue("tensor [3, 3]"))
    #expect(try found.field("b") == .number(3))
    #expect(try tensorValue("let w = 1\ngradient { $w } for: [w]").record?.names == ["w"])
  }

  /// Steps against the gradient arrive where the slope ends.
  @Test func descends() throws {
    let found = try tensorValue(
      """
      let w = tensor [0, 0]
      let x = tensor [[1, 0], [0, 1], [1, 1]]
      let y = tensor [1, 2, 3]
      for i in (zeros [60]) { let w = $w - 0.3 * (gradient { mean (power ($x @ $w - $y) 2) } for: w) }
      norm ($w - (tensor [1, 2]))
      """)
    #expect(try #require(found.number) < 1e-3)
  }

  /// A command of the user's own has variables of its own, and sees those of the session.
  @Test func standsInCommandsOfTheUsersOwn() throws {
    #expect(try tensorValue("def slope x { gradient { $x * $x } for: x }\nslope 3") == .number(6))
    #expect(try tensorValue("let a = 5\ndef slope x { gradient { $x * $a } for: [x, a] }\n(slope 3).a") == .number(3))
    #expect(try tensorValue("let x = 5\ndef slope x { gradient { $x * $x } for: x }\nslope 3\n$x") == .number(5))
  }

  @Test func whatTheBlockBindsIsGone() throws {
    let session = Session(registry: Registry(tensorCommands), host: TestHost())
    try session.run(SourceText("let x = 3\nlet y = 1\n2 * $y"))
    let block = "{ $x * 7\ndef f { 1 }\nlet y = $x * 2\nlet z = $y\n$z }"
    #expect(try session.value(of: SourceText("gradient \(block) for: x")) == .number(2))
    #expect(session.bindings["x"] == .number(3) && session.bindings["x"]?.typeName == "number")
    #expect(session.bindings["y"] == .number(1))
    #expect(session.bindings["z"] == nil)
    #expect(session.bindings["_"]?.typeName == "number")
    #expect(session.bindings.commands.isEmpty)
    #expect(throws: Diagnostic.self) { try session.run(SourceText("gradient { let y = 9\nsum 3 } for: x")) }
    #expect(session.bindings["y"] == .number(1))
  }

  @Test func shownWithinTheBlockLikeAnyOther() {
    let source =
      "let x = 1.5\nlet t = tensor [1, 2]\nlet g = gradient { print $x\n$t * 2\n\"$x and $t\"\nsum ($t * $x) } for: [x, t]"
    #expect(shownByTensors(source) == "1.5\nvector of 2\n2  4\n1.5 and vector of 2\n")
  }

  /// A number of many steps, each of which is kept for the way back.
  @Test func manyStepsDoNotExhaustTheStack() throws {
    let source = "let x = 1\ngradient { let y = $x\nfor i in (zeros [20000]) { let y = $y + 1 }\n$y } for: x"
    #expect(try tensorValue(source) == .number(1))
  }

  @Test func functionsOfPlainNumbersAreNumbers() throws {
    #expect(try tensorValue("power 3 2") == .number(9))
    #expect(try tensorValue("power 0.1 1") == .number(0.1))
    #expect(try tensorValue("sqrt 2") == .number(2.0.squareRoot()))
    #expect(try tensorValue("relu -3") == .number(0))
    #expect(try tensorValue("log 0") == .number(-.infinity))
    #expect(try tensorValue("power [[1], [2]] [1, 2]") == tensorValue("tensor [[1, 1], [2, 4]]"))
  }
}
