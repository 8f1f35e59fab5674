import Lessons
import Testing

struct MatchingTests {
  /// Expected line, printed line, whether they match.
  @Test(arguments: [
    ("fromage", "fromage", true),
    ("fromage", "fromages", false),
    ("", "", true),
    ("", " ", false),
    ("a [..] c", "a b c", true),
    ("a [..] c", "a  c", true),
    ("a[..]c", "ac", true),
    ("a [..] c", "a b", false),
    ("[..]", "", true),
    ("[..]", "anything at all", true),
    ("[..]b", "abab", true),
    ("a[..]b[..]b", "ab", false),
    ("a[..]b[..]b", "abb", true),
    ("[..][..]x", "x", true),
    ("[..]ab", "aab", true),
    ("[..]ab[..]c", "ab abd abc", true),
    ("0.41±0.02", "0.42", true),
    ("0.41±0.02", "0.43", true),
    ("0.41±0.02", "0.39", true),
    ("0.41±0.02", "0.44", false),
    ("0.41±0.02", "0.41x", false),
    ("0.41±0.02", "10.41", false),
    ("0.41±0.02", "0.410", true),
    ("0.41±0.02", "4.1e-1", true),
    ("0.41±0.02", "nan", false),
    ("0.41±0.02", "", false),
    ("-1±0.5", "-1.25", true),
    ("-1±0.5", "1", false),
    ("1±0.5", "-1", false),
    ("[..]1±0.5", "-1", false),
    ("x-1±0.5", "x-1.2", true),
    ("loss 0.41±0.02 after 100 steps", "loss 0.4 after 100 steps", true),
    ("loss 0.41±0.02 after 100 steps", "loss 0.4 after 101 steps", false),
    ("[..]loss 0.41±0.02[..] in 3±2 s", "step 9: loss 0.42 (good) in 4.5 s", true),
    ("[..]loss 0.41±0.02[..] in 3±2 s", "step 9: loss 0.42 (good) in 5.5 s", false),
    ("[..]0.41±0.02", "0.9 then 0.41", true),
    ("[..]0.5±0.1[..]", "0.9 0.8 0.55", true),
    ("[..]2±1 %", "50 % and 2.5 %", true),
    // A pattern's own text always matches itself.
    ("0.80±0.03", "0.80±0.03", true),
    ("[..]x", "[..]x", true),
    ("± 3", "± 3", true),
    ("a±b", "a±c", false),
    // Exact means byte for byte, not canonically equivalent.
    ("cafe\u{301}", "caf\u{e9}", false),
  ])
  func line(pattern: String, printed: String, matches: Bool) {
    #expect(LinePattern(pattern).matches(printed) == matches)
  }

  @Test(arguments: [
    ([], "", true),
    ([], "x\n", false),
    (["a"], "a\n", true),
    (["a"], "a", true),
    (["a"], "a\r\n", true),
    (["a"], "a\n\n", false),
    (["a", ""], "a\n\n", true),
    (["..."], "", true),
    (["..."], "a\nb\n", true),
    (["a", "..."], "a\n", true),
    (["a", "..."], "b\na\n", false),
    (["...", "a"], "b\na\n", true),
    (["...", "a"], "a\nb\n", false),
    (["a", "...", "a"], "a\n", false),
    (["a", "...", "b", "...", "c"], "a\nx\nb\nb\ny\nc\n", true),
    (["a", "...", "b", "...", "c"], "a\nx\ny\nc\n", false),
    (["...", "...", "b"], "b\n", true),
    (["...", "b [..] 3±1", "..."], "a\nb with 4\nc\n", true),
    (["..."], "...\n", true),
    ([" ..."], "x\n", false),
  ])
  func output(expected: [String], printed: String, matches: Bool) {
    let output = ExpectedOutput(expected)
    #expect(output.matches(printed) == matches)
    #expect((output.difference(from: printed) == nil) == matches)
  }

  @Test func longOutputsAndLinesEnd() {
    let line = String(repeating: "ab", count: 20_000)
    #expect(!LinePattern("[..]a[..]ab[..]aba[..]c").matches(line))
    let many = (0..<3000).map { "line \($0)" }
    let other = (0..<3000).map { "row \($0)" }
    let difference = ExpectedOutput(many).difference(from: other.joined(separator: "\n"))
    #expect(difference?.rows.count == 6000)
  }

  /// Expected lines, printed lines, the text of their difference.
  @Test(arguments: [
    (["a", "b", "c"], "a\nx\nc\n", "  a\n- b\n+ x\n  c"),
    (["a"], "", "- a"),
    (["a", "..."], "b\nc\n", "- a\n+ b\n  c"),
    (["...", "x"], "x\ny\n", "  x\n+ y"),
    (
      ["loss 0.41±0.02", "[..]"], "loss 0.45\nz\n",
      "- loss 0.41±0.02\n+ loss 0.45\n    0.45 is 0.04 from 0.41, which allows 0.02\n  z"
    ),
    (["a [..] b", "c"], "a 1 b\nd\n", "  a 1 b\n- c\n+ d"),
    (["a"], "a \n", "- a\n+ a·\n   ^"),
    (["a"], "a\u{1B}[1m\n", "- a\n+ a\\u{1B}[1m\n   ^^^^^^^^^"),
    (["the red fox"], "the brown fox\n", "- the red fox\n+ the brown fox\n      ^^^^^"),
    (["a fox"], "a\n", "- a fox\n+ a\n   ^"),
    (["aab"], "ab\n", "- aab\n+ ab\n   ^"),
    (["日本語 a"], "日中語 a\n", "- 日本語 a\n+ 日中語 a\n    ^^"),
    (["née b"], "née c\n", "- née b\n+ née c\n      ^"),
    (["e\u{301}x"], "e\u{300}x\n", "- e\u{301}x\n+ e\u{300}x\n  ^"),
    (
      ["step [..]: loss 0.5±0.1 ok"], "step 3: loss 0.55 no\n",
      "- step [..]: loss 0.5±0.1 ok\n+ step 3: loss 0.55 no\n                    ^^"
    ),
    (
      ["loss 0.5±0.1 then [..] ok"], "loss 0.55 now 3 ok\n",
      "- loss 0.5±0.1 then [..] ok\n+ loss 0.55 now 3 ok\n            ^^^^^"
    ),
    (["[..] 0.5±0.1"], "x 0.9 y\n", "- [..] 0.5±0.1\n+ x 0.9 y\n    ^^^^^"),
    (
      ["1", "2", "3", "4", "5", "6", "x", "7"], "1\n2\n3\n4\n5\n6\ny\n7\n", "  (4 lines match)\n  5\n  6\n- x\n+ y\n  7"
    ),
  ])
  func difference(expected: [String], printed: String, text: String) {
    let difference = ExpectedOutput(expected).difference(from: printed)
    #expect(difference?.text == text)
  }
}
