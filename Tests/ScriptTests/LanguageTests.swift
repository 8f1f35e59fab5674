import TestSupport
import Testing

@testable import Script

/// What texts print, one case a row.
@Suite struct LanguageTests {
  static let expressions: [(String, String)] = [
    // Numbers
    ("1", "1"), ("-1", "-1"), ("0.5", "0.5"), ("1e-3", "0.001"), ("1_000", "1000"), ("3.0", "3"), ("1e20", "1e20"),
    // Precedence and grouping
    ("1 + 2 * 3", "7"), ("(1 + 2) * 3", "9"), ("8 - 3 - 2", "3"), ("8 / 4 / 2", "1"), ("2 * 3 + 4 * 5", "26"),
    ("1 + 1 == 2", "true"), ("1 < 2 and 2 < 1", "false"), ("true or false and false", "true"),
    ("not true or true", "true"), ("not 1 == 2", "true"), ("not not true", "true"), ("not (true or true)", "false"),
    ("1 != 2", "true"), ("2 <= 2", "true"), ("3 >= 4", "false"), ("2 > 1", "true"), ("-(1 + 2)", "-3"),
    ("2 * -(1 + 2)", "-6"), ("1 - -1", "2"), ("-(-(2))", "2"),
    // `and` and `or` stop early
    ("false and 1 / 0 == 1", "false"), ("true or 1 / 0 == 1", "true"),
    // Texts
    ("\"a\" + \"b\"", "ab"), ("\"a\" < \"b\"", "true"), ("\"a\\tb\"", "a\tb"), ("'a\\tb $x'", "a\\tb $x"),
    ("\"\\u{e9}\" == é", "true"), ("\"cost $5\"", "cost $5"), ("\"\\$x\"", "$x"), ("\"1 + 1 = $(1 + 1)\"", "1 + 1 = 2"),
    ("\"$(\"nested $(\"texts\")\")\"", "nested texts"), ("\"a \\\"b\\\" \\\\\"", "a \"b\" \\"),
    ("true", "true"), ("\"x\" == x", "true"), ("\"3\" == 3", "false"),
    // Lists and pairs
    ("[]", "[]"), ("[1, 2]", "[1, 2]"), ("[a, b,]", "[a, b]"), ("[a\nb\n\nc]", "[a, b, c]"),
    ("[ice cream => crème glacée]", "ice cream => crème glacée"), ("[bread => ?]", "bread => ?"),
    ("[3 cats => trois chats]", "3 cats => trois chats"), ("[a =>\n b]", "a => b"), ("[a=>b]", "a => b"),
    ("[bread => pain, ice cream => glace]", "bread     => pain\nice cream => glace"),
    ("[\"a, b\", (1 + 1), [c]]", "[\"a, b\", 2, [c]]"), ("[1, 2] + [3]", "[1, 2, 3]"), ("[1, 2] == [1, 2]", "true"),
    ("[a => b] == [a => ?]", "false"), ("[what ?]", "[\"what ?\"]"), ("[true story]", "[true story]"),
    // Paths
    ("[1, 2][0]", "1"), ("[1, 2][-1]", "2"), ("[a => b][0].key", "a"), ("[a => b][0].value", "b"),
    ("(vector 1 2).length", "2"), ("[[1, 2], [3]][0][1]", "2"), ("[1, 2, 3][1 + 1]", "3"), ("(show-text abc)[1]", "b"),
    // Objects
    ("(vector 1 2) + (vector 3 4)", "4 6"), ("(vector 1 2) * 3", "3 6"), ("3 * (vector 1 2)", "3 6"),
    ("-(vector 1 2)", "-1 -2"), ("(vector 1 2)[1]", "2"), ("(vector 1 2) == (vector 1 2)", "true"),
    ("[(vector 1)]", "[vector of 1]"),
    // Pipelines
    ("[1, 2] | count", "2"), ("[1, 2, 3] | take 2 | count", "2"), ("[1, 2] |\n\n count", "2"),
    ("vector 1 2 3 | take 2", "1 2"),
    ("\"cheese\" | ask", "<cheese>"),
  ]

  @Test(arguments: expressions) func valueIsDisplayed(_ source: String, _ expected: String) {
    #expect(printed(source) == expected + "\n")
  }

  static let scripts: [(String, String)] = [
    ("let x = 3\n$x", "3\n"),
    ("let x = 3; let x = $x + 1; $x", "4\n"),
    ("let half-open = 3\n$half-open - 1", "2\n"),
    ("let é = 3\n$é", "3\n"),
    ("for x in [1, 2] { $x * 2 }", "2\n4\n"),
    ("for x in (vector 1 2) { $x }", "1\n2\n"),
    ("let sum = 0\nfor x in [1, 2, 3] {\n  let sum = $sum + $x\n}\n$sum", "6\n"),
    ("if 1 < 2 { show-text yes }", "yes\n"),
    ("if false { 1 } else if true { 2 } else { 3 }", "2\n"),
    ("if false { 1 } else { 3 }", "3\n"),
    ("if (count [1]) == 1 { 2 }", "2\n"),
    ("def double x { $x * 2 }\ndouble 4", "8\n"),
    ("def double x { $x * 2 }\n4 | double", "8\n"),
    ("def shout x { print $x; \"$x!\" }\nlet y = shout hey\n$y", "hey\nhey!\n"),
    ("def two { 1\n2 }\ntwo", "1\n2\n"),
    ("def choose x { if $x { show-text a } else { show-text b } }\nlet c = choose true\n$c", "a\n"),
    ("let x = 1\ndef f { let x = 2 }\nf\n$x", "1\n"),
    ("let x = 1\ndef f { $x }\nlet x = 2\nf", "2\n"),
    ("def fact n { if $n < 2 { 1 } else { $n * (fact ($n - 1)) } }\nfact 10", "3628800\n"),
    ("def f x { $x }\ndef f x { $x + 1 }\nf 1", "2\n"),
    ("let x = [a => b]\n\"$x and $(count $x)\"", "[a => b] and 1\n"),
    ("let v = vector 5\n\"it is $v.length.\"", "it is 1.\n"),
    ("3\n$_ + 1\n$_ + 1", "3\n4\n5\n"),
    ("print 1 2 three", "1 2 three\n"),
    ("print # nothing but a comment\n", "error"),
    ("# only a comment", ""),
    ("print C# don't 50% a=b x+y http://a.b/c?d", "C# don't 50% a=b x+y http://a.b/c?d\n"),
    ("print 007 | count", "error"),
    ("ask 007", "<007>\n"),
    ("ask true", "<true>\n"),
    ("ask 1e3 top: 5", "<1e3>\n"),
    ("pairs [007 => 1_000, true => ?]", "\"007\"  => \"1_000\"\n\"true\" => ?\n"),
    ("tune lora", "lora\n"),
    ("let v = vector 1\ntune prompt on: $v", "8\n"),
    ("let v = vector 1\ntune prompt on:$v length:[3][0]", "3\n"),
    ("let v = vector 1\ntune prompt exact: true to: ipynb on: $v [a => b]", "8\n"),
    ("(\n  ask\n  cheese\n)", "<cheese>\n"),
    ("ask \"\"\"\n    two\n      lines\n    \"\"\"", "<two\n  lines>\n"),
    ("ask \"\"\"one $(1 + 1) \"quoted\" three\"\"\"", "<one 2 \"quoted\" three>\n"),
    ("ask '''\n\\n $x\n'''", "<\\n $x>\n"),
    ("let x = time ask cheese\n$x", "<cheese>\n"),
    ("time { 1; 2 }", "1\n2\n"),
    ("\u{FEFF}print 1\r\nprint 2\r\n", "1\n2\n"),
    ("print\u{A0}1\u{3000}2", "1 2\n"),
    ("let x = 1\nlet x = 2\nundo\n$x", "1\n"),
    ("let x = 1\nfor i in [1, 2, 3] { let x = $i }\nundo\n$x", "1\n"),
    ("def f { 1 }\nundo\nf", "error"),
    ("table", "name   right  share\nnone       3   0.25\ncrème     12      1\n"),
  ]

  @Test(arguments: scripts) func scriptPrints(_ source: String, _ expected: String) {
    let output = printed(source)
    if expected == "error" {
      #expect(output.contains("error: "))
    } else {
      #expect(output == expected)
    }
  }

  @Test func nothingRunsBeforeAllIsParsed() {
    #expect(printed("print 1\nprint 2)").hasPrefix("error: "))
  }

  @Test func whatWasBoundBeforeAMistakeStays() throws {
    let session = Session(registry: Registry(testCommands), host: TestHost())
    #expect(throws: Diagnostic.self) { try session.run(SourceText("let x = 1\nnope")) }
    #expect(session.bindings["x"] == .number(1))
  }

  @Test func snapshotBringsAnEarlierStateBack() throws {
    let session = Session(registry: Registry(testCommands), host: TestHost())
    try session.run(SourceText("let x = 1\nseed 4"))
    let snapshot = session.snapshot()
    try session.run(SourceText("let x = 2\nlet y = 3\ndef f { 1 }\nseed 5"))
    session.restore(snapshot)
    #expect(session.bindings["x"] == .number(1))
    #expect(session.bindings["y"] == nil)
    #expect(session.command(named: "f") == nil)
    #expect(session.seed == 4)
  }

  @Test func valueOfATextIsNotDisplayed() throws {
    let host = TestHost(tick: 0.25)
    let session = Session(registry: Registry(testCommands), host: host)
    #expect(try session.value(of: SourceText("print 1\nlet x = 2\n$x == 2")) == .boolean(true))
    #expect(host.output == "1\n")
  }

  static let streams: [(String, String)] = [
    ("ask cheese", "<cheese>\n"),
    ("(ask cheese)", "<cheese>\n"),
    ("time ask cheese", "<cheese>\n"),
    ("def f x { ask $x }\nf cheese", "<cheese>\n"),
    ("let x = ask cheese", ""),
    ("ask cheese | count", "8\n"),
    ("print (ask cheese)", "<cheese>\n"),
    ("for x in [a, b] { ask $x }", "<a>\n<b>\n"),
    ("ask \"a\n\"", "error"),
  ]

  @Test(arguments: streams) func piecesAreShownOnceAndOnlyWhereTheValueIs(_ source: String, _ expected: String) {
    let output = printed(source, host: TestHost(wantsStream: true))
    #expect(expected == "error" ? output.contains("error: ") : output == expected)
    #expect(output == printed(source))
  }

  @Test func timeIsNotedNotShown() {
    let host = TestHost(tick: 0.25)
    #expect(printed("time count [1]", host: host) == "1\n")
    #expect(host.notes == ["took 250 ms"])
  }

  @Test func loopsCanBeCancelled() throws {
    let session = Session(registry: Registry(testCommands), host: TestHost(checksUntilStopped: 50))
    let items = (0..<1000).map(String.init).joined(separator: ", ")
    let diagnostic = #expect(throws: Diagnostic.self) {
      try session.run(SourceText("for x in [\(items)] { let y = $x }"))
    }
    #expect(diagnostic?.kind == .cancelled)
    #expect(session.bindings["y"] != nil)
  }

  static let incomplete = [
    "ask (", "ask (cheese", "(1 +", "[1,", "[a =>", "[a => b", "for x in [1] {", "for x in [1] {\n  ask $x\n",
    "ask \"\"\"\nabc",
    "ask '''", "print 1 |", "print 1 | # comment\n", "if true {", "def f x {\n if $x {\n }", "let x = [\n", "$x[0",
    "f [(1", "(ask a top:",
  ]

  @Test(arguments: incomplete) func moreLinesAreAskedFor(_ source: String) {
    let diagnostic = #expect(throws: Diagnostic.self) { try Program(parsing: SourceText(source)) }
    #expect(diagnostic?.isIncomplete == true)
  }

  static let complete = [
    "", "1 +", "let x =", "ask \"", "if true", "for x in", "ask )", "[1 2", "\"$(1", "def f", "{ let x =\n",
  ]

  @Test(arguments: complete) func mistakesThatMoreLinesDoNotMendAreReported(_ source: String) {
    do throws(Diagnostic) {
      _ = try Program(parsing: SourceText(source))
    } catch {
      #expect(!error.isIncomplete)
    }
  }
}
