import Commands
import Script
import TestSupport
import Testing

/// One mistake a row: what is typed after `let x = tensor [1, 2]` and `let w = 2`, the sentence, what is pointed at, and
/// the suggestion.
@Suite struct GradientMistakeTests {
  static let mistakes: [(source: String, message: String, place: String, suggestion: String?)] = [
    // What the block gives
    (
      "gradient { $x * 2 } for: x", "a gradient is that of one number, and the block gives a vector of 2", "{ $x * 2 }",
      "`sum` or `mean` makes one number of it"
    ),
    (
      "gradient { let y = $w } for: w", "a gradient is that of one number, and the block gives nothing",
      "{ let y = $w }", "end it with the value to differentiate"
    ),
    (
      "gradient {} for: w", "a gradient is that of one number, and the block gives nothing", "{}",
      "end it with the value to differentiate"
    ),
    (
      "gradient { \"$w\" } for: w", "a gradient is that of one number, and the block gives the text \"2\"",
      "{ \"$w\" }", nil
    ),
    ("gradient { [$w] } for: w", "a gradient is that of one number, and the block gives a list", "{ [$w] }", nil),
    ("gradient { $w > 1 } for: w", "a gradient is that of one number, and the block gives true", "{ $w > 1 }", nil),
    // What is differentiated by
    ("gradient { sum $x } for: y", "there is no variable `$y`", "y", nil),
    ("gradient { sum $x } for: larg", "there is no variable `$larg`", "larg", "did you mean `large`?"),
    ("gradient { sum $x } for: [x, weights]", "there is no variable `$weights`", "[x, weights]", nil),
    ("gradient { 1 } for: []", "a gradient needs a variable to differentiate by", "[]", nil),
    ("gradient { 1 } for: t", "a gradient is with respect to numbers, and `$t` is the text \"a\"", "t", nil),
    ("gradient { 1 } for: l", "a tensor is made of numbers, and [0] is the text \"a\"", "l", nil),
    ("gradient { 1 } for: e", "a tensor has at least one number", "e", nil),
    ("gradient { 1 } for: large", "1e39 is too large for a tensor, whose elements are 32-bit floats", "large", nil),
    (
      "gradient { 1 } for: $x",
      "`for:` takes the name of a variable or a list of names of variables, not a tensor", "$x", nil
    ),
    (
      "gradient { $w }",
      "`gradient` needs `for:`, the name of a variable or a list of names of variables: the variable "
        + "to differentiate by, without its `$`, or several in a list", "gradient", "usage: gradient BLOCK for: VALUE"
    ),
    ("gradient $w for: w", "`block` takes a block, not the number 2", "$w", nil),
    // What no gradient flows through
    (
      "gradient { checksum $x } for: x", "no gradient flows through this command", "$x",
      "use it outside of the block of `gradient`"
    ),
    (
      "gradient { gradient { $w * $w } for: w } for: w", "a gradient cannot be differentiated again", "gradient",
      "compute it outside of the block"
    ),
    (
      "gradient { softmax [1, 2] temperature: $w | sum } for: w",
      "`temperature` takes a number from 0.01 to 100, not a traced number", "$w", nil
    ),
    (
      "gradient { sum (zeros [$w]) } for: w",
      "`shape` takes a list of whole numbers, not a traced number where a whole number is wanted", "$w", nil
    ),
    // What is wrong outside of a gradient as well
    (
      "gradient { sum ($x + (zeros [3])) } for: x",
      "a vector of 2 and a vector of 3 don't line up for `+`: axis 0 has 2 and 3", "+", nil
    ),
    ("gradient { $x @ $w } for: w", "`@` multiplies vectors and matrices, not a number", "@", nil),
    ("gradient { $w.shape } for: w", "a traced number has no field `.shape`", ".shape", nil),
    ("gradient { $w[0] } for: w", "a traced number has no elements to choose with `[…]`", "[0]", nil),
    ("gradient { $w + $t } for: w", "`+` does not combine a traced number and the text \"a\"", "+", nil),
    ("gradient { sum $w } for: w", "`tensor` takes a tensor or a list of values, not a traced number", "$w", nil),
    ("gradient { $x > 1 } for: x", "`>` compares two numbers or two texts, not a tensor and the number 1", ">", nil),
    // Functions of numbers
    ("exp a", "`numbers` takes a number, a tensor or a list of values, not the text \"a\"", "a", nil),
    ("exp [1, a]", "a tensor is made of numbers, and [1] is the text \"a\"", "[1, a]", nil),
    (
      "power [1, 2] [1, 2, 3]",
      "a vector of 2 and a vector of 3 don't line up for `power`: axis 0 has 2 and 3", "[1, 2, 3]", nil
    ),
    ("power 1e39 [1]", "1e39 is too large for a tensor, whose elements are 32-bit floats", "1e39", nil),
  ]

  @Test(arguments: mistakes)
  func sayWhatIsWrongAndWhere(_ source: String, _ message: String, _ place: String, _ suggestion: String?) throws {
    let setUp = "let x = tensor [1, 2]\nlet w = 2\nlet t = \"a\"\nlet l = [a]\nlet e = []\nlet large = 1e39\n"
    let diagnostic = #expect(throws: Diagnostic.self) { try tensorValue(setUp + source) }
    let found = try #require(diagnostic)
    #expect(found.message == message)
    #expect(found.span.text == place)
    #expect(found.suggestion == suggestion)
  }

  /// After a mistake within a block `gradient` can be used again.
  @Test func mistakesEndTheTracing() throws {
    let session = Session(registry: Registry(tensorCommands), host: TestHost())
    try session.run(SourceText("let w = 2"))
    #expect(throws: Diagnostic.self) { try session.run(SourceText("gradient { $w @ 2 } for: w")) }
    #expect(try session.value(of: SourceText("gradient { $w * $w } for: w")) == .number(4))
  }
}
