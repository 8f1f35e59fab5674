import TestSupport
import Testing

@testable import Script

@Suite struct HelpTests {
  @Test func pageIsDerivedFromTheDeclaration() {
    #expect(
      printed("??tune prompt") == """
        tune prompt – learns a soft prompt

        Usage
          tune prompt [EXAMPLES] on: $vector [length: NUMBER] [rate: NUMBER]
            [to: html|ipynb] [exact: true] [from: FILE] [base: MODEL]

        Arguments
          examples  pairs to learn from; a list of pairs, optional
          on:       the data to learn from; a vector
          length:   how many rows to learn; a whole number from 1 to 512, default 8
          rate:     how large a step is; a number from 0 to 1, default 0.02
          to:       the format; `html` or `ipynb`, optional
          exact:    whether to be exact; true or false, optional
          from:     a file; a file, optional
          base:     the model; the name of a model, optional

        The rows start at the embeddings of words.

        Examples
          > tune prompt on: $v
          8

        """)
  }

  @Test func contentsAreListedByTopic() {
    let output = printed("def double x { $x * 2 }\nhelp")
    #expect(output.hasPrefix("Statements\n  let NAME = VALUE "))
    #expect(output.contains("\n\nLanguage\n  help   lists the commands, or explains one\n  print  shows values\n"))
    #expect(output.contains("\n\nTest\n  vector"))
    #expect(output.contains("\n\nYour own commands\n  double  made with `def`\n"))
  }

  static let lines: [(String, String)] = [
    ("?ask", "ask TEXT [with: $vector] [top: NUMBER]\nanswers, in pieces where the host wants them\n"),
    ("help ask brief: true", "ask TEXT [with: $vector] [top: NUMBER]\nanswers, in pieces where the host wants them\n"),
    ("???embeddings words", "tune prompt  learns a soft prompt\n"),
    ("help search: zebra", "no page mentions zebra\n"),
    ("help let", "let NAME = VALUE\ngives a value a name, to be used as $NAME\n"),
    ("help tune", "tune prompt  learns a soft prompt\ntune lora    learns a LoRA\n"),
  ]

  @Test(arguments: lines) func shortForms(_ source: String, _ expected: String) {
    #expect(printed(source) == expected)
  }

  @Test func ownCommandsShowWhatTheyDo() {
    let output = printed("def double x {\n  $x * 2\n}\nhelp double")
    #expect(output.contains("Usage\n  double X\n"))
    #expect(output.contains("def double x {\n  $x * 2\n}"))
  }

  @Test(arguments: Registry().commands.map(\.name)) func examplesPrintWhatTheyDeclare(_ name: String) throws {
    let command = try #require(Registry()[name])
    #expect(!command.examples.isEmpty)
    for mismatch in command.mismatches(withModels: true, run: { printed($0) }) {
      Issue.record("\(mismatch.example.source) printed\n\(mismatch.printed)")
    }
  }

  static let comparisons: [(declared: String, printed: String, isEqual: Bool)] = [
    ("a\nb", "a\nb\n", true), ("a", "b", false), ("a\n...\nc", "a\nc", true), ("a\n...\nc", "a\nb\nb\nc\n", true),
    ("...\nc", "a\nc\nb\nc", true), ("...", "", true), ("a\n...", "b", false), ("", "", true), ("", "a", false),
    ("a", "", false),
    ("a\n...\nc", "a\nc\nd", false),
  ]

  @Test(arguments: comparisons) func ellipsisStandsForAnyLines(_ declared: String, _ output: String, _ isEqual: Bool) {
    let command = Command("x", topic: "", summary: "", examples: [Example("x", prints: declared)]) { _, _ in .nothing }
    #expect(command.mismatches(withModels: false, run: { _ in output }).isEmpty == isEqual)
  }
}
