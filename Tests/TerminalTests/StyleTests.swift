import Terminal
import Testing

struct StyleTests {
  /// Flag, environment, terminal or not, coloured or not.
  @Test(arguments: [
    (ColourChoice.auto, [:], true, true),
    (.auto, [:], false, false),
    (.auto, ["TERM": "dumb"], true, false),
    (.auto, ["NO_COLOR": "1"], true, false),
    (.auto, ["NO_COLOR": ""], true, true),
    (.auto, ["FORCE_COLOR": "1"], false, true),
    (.auto, ["FORCE_COLOR": "0"], true, false),
    (.auto, ["FORCE_COLOR": ""], false, false),
    (.auto, ["NO_COLOR": "1", "FORCE_COLOR": "1"], true, false),
    (.always, ["NO_COLOR": "1"], false, true),
    (.never, ["FORCE_COLOR": "1"], true, false),
  ])
  func decision(choice: ColourChoice, environment: [String: String], isTerminal: Bool, isColoured: Bool) {
    #expect(Style(choice, environment: environment, isTerminal: isTerminal).isColoured == isColoured)
  }

  @Test func diagnosticsAreSetOffWithoutChangingTheirWords() {
    let text = "error: no `^` here\n  input:1:3\n    1 | a | ^b\n      |     ^^ did you mean `c`?"
    #expect(Style(isColoured: false).diagnostic(text) == text)
    let red = { (part: String) in "\u{1B}[1;31m\(part)\u{1B}[0m" }
    #expect(
      Style(isColoured: true).diagnostic(text)
        == "\(red("error:")) no `^` here\n  input:1:3\n    1 | a | ^b\n      |     \(red("^^ did you mean `c`?"))")
  }

  @Test(arguments: [("120", 120), ("0", 80), ("x", 80), ("-3", 80), ("5", 20), ("99999999999999999999", 80)])
  func width(columns: String, width: Int) {
    // No terminal stands behind this descriptor.
    #expect(terminalWidth(of: -1, environment: ["COLUMNS": columns]) == width)
  }
}
