import Testing

@testable import Script

@Suite("Parts of a text to be coloured")
struct SyntaxRunTests {
  @Test(
    arguments: [
      ("ask cheese", [.init(.command, "ask"), .init(.plain, " cheese")]),
      (
        "let x = ask -1.5e3 # c",
        [
          .init(.keyword, "let"), .init(.plain, " x "), .init(.sign, "="), .init(.plain, " "), .init(.command, "ask"),
          .init(.plain, " "), .init(.number, "-1.5e3"), .init(.plain, " "), .init(.comment, "# c"),
        ]
      ),
      (
        "$a.b with: 'c' => d | take 2",
        [
          .init(.variable, "$a.b"), .init(.plain, " "), .init(.label, "with:"), .init(.plain, " "), .init(.text, "'c'"),
          .init(.plain, " "), .init(.sign, "=>"), .init(.plain, " d "), .init(.sign, "|"), .init(.plain, " "),
          .init(.command, "take"), .init(.plain, " "), .init(.number, "2"),
        ]
      ),
      (
        "for a in $b { print a }",
        [
          .init(.keyword, "for"), .init(.plain, " a "), .init(.keyword, "in"), .init(.plain, " "),
          .init(.variable, "$b"), .init(.plain, " { "), .init(.command, "print"), .init(.plain, " a }"),
        ]
      ),
      (
        "if not $a { b } else { c }",
        [
          .init(.keyword, "if"), .init(.plain, " "), .init(.sign, "not"), .init(.plain, " "), .init(.variable, "$a"),
          .init(.plain, " { "), .init(.command, "b"), .init(.plain, " } "), .init(.keyword, "else"),
          .init(.plain, " { "), .init(.command, "c"), .init(.plain, " }"),
        ]
      ),
      ("", []),
    ] as [(String, [SyntaxRun])])
  func runs(text: String, runs: [SyntaxRun]) {
    #expect(SyntaxRun.runs(of: text) == runs)
  }

  /// Nothing is lost, whatever the text is.
  @Test(arguments: [
    "\"open", "a\n# b\r\n\n c #", "$ “x” )]}", "\u{FEFF}ask é", "'''\n a\n", "___ = = =>", "1 2\t3\u{A0}4",
  ])
  func runsMakeUpTheText(text: String) {
    #expect(SyntaxRun.runs(of: text).map(\.text).joined() == text)
  }
}
