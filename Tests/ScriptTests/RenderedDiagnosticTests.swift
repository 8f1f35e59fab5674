import TestSupport
import Testing

@testable import Script

/// Diagnostics exactly as they are printed.
@Suite struct RenderedDiagnosticTests {
  private func rendered(_ text: String, name: String = "input", firstLine: Int = 1, width: Int = 100) -> String {
    let session = Session(registry: Registry(testCommands), host: TestHost())
    do throws(Diagnostic) {
      try session.run(SourceText(text, name: name, firstLine: firstLine))
    } catch {
      return error.rendered(width: width)
    }
    return "no error"
  }

  @Test func pointAtTheWordWithASuggestion() {
    let cell = "let train = vector 1 2\nlet soft = tune prompt on: $train lenght: 8"
    #expect(
      rendered(cell, name: "lessons/02-soft-prompts.md", firstLine: 40) == """
        error: `tune prompt` has no option `lenght:`
          lessons/02-soft-prompts.md:41:35
           41 | let soft = tune prompt on: $train lenght: 8
              |                                   ^^^^^^^ did you mean `length:`?
        """)
  }

  @Test func alignCaretsBelowWideAndCombiningCharacters() {
    #expect(
      rendered("print 日本 e\u{301} $x") == """
        error: there is no variable `$x`
          input:1:12
            1 | print 日本 e\u{301} $x
              |              ^^
        """)
  }

  @Test func alignCaretsBehindTabs() {
    #expect(
      rendered("\tprint\t$x") == """
        error: there is no variable `$x`
          input:1:8
            1 |     print   $x
              |             ^^
        """)
  }

  @Test func cutLongLinesAroundTheCarets() {
    let text = "print " + String(repeating: "word ", count: 100) + "$x " + String(repeating: "more ", count: 100)
    #expect(
      rendered(text, width: 48) == """
        error: there is no variable `$x`
          input:1:507
            1 | …d word word $x more more more more mor…
              |              ^^
        """)
  }

  @Test func nameTheCallsOfOwnCommands() {
    #expect(
      rendered("def half x { $x / 0 }\ndef twice x { half $x }\ntwice 4") == """
        error: division by zero
          input:1:17
            1 | def half x { $x / 0 }
              |                 ^
          in `half`, called at
          input:2:15
            2 | def twice x { half $x }
              |               ^^^^
          in `twice`, called at
          input:3:1
            3 | twice 4
              | ^^^^^
        """)
  }

  @Test func countTheCallsThatAreNotShown() {
    let text = rendered("def f n { if $n < 1 { 1 / 0 } else { f ($n - 1) } }\nf 9")
    #expect(text.hasSuffix("and 7 more calls"))
  }

  @Test func pointAtAnEmptyPlaceAtTheEndOfALine() {
    #expect(
      rendered("let x =\nprint 3") == """
        error: a value is missing here
          input:1:8
            1 | let x =
              |        ^
        """)
  }

  @Test func neverPassControlCharactersOn() {
    let text = rendered("print \u{1B}[31m $x\u{7}y")
    #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
  }

  @Test func keepCarriageReturnsOut() {
    #expect(rendered("print 1\r\nprint $x\r\n").contains("    2 | print $x\n"))
  }

  @Test func cutSpansOfSeveralLinesAtTheFirst() {
    let text = rendered("print (\n  [1,\n 2].x\n)")
    #expect(text.contains("3:4"))
  }
}
