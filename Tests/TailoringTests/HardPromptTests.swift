import Testing

@testable import Tailoring

@Suite struct HardPromptTests {
  private static let bread = Dataset.Example(question: "bread", answer: "pain")
  private static let butter = Dataset.Example(question: " butter ", answer: "beurre\n")

  static let texts: [(description: String, examples: [Dataset.Example], question: String, text: String)] = [
    (
      "Translate English to French", [bread, butter], "cheese",
      "Translate English to French:\nbread => pain\nbutter => beurre\ncheese =>"
    ),
    ("Translate:", [], "cheese", "Translate:\ncheese =>"),
    ("What is the opposite?", [], "hot", "What is the opposite?\nhot =>"),
    (" Count (from 1) ", [], "3", "Count (from 1)\n3 =>"),
    ("", [bread], " cheese ", "bread => pain\ncheese =>"),
    ("Two\nlines", [], "x", "Two\nlines:\nx =>"),
  ]

  @Test(arguments: texts) func textIsWhatAModelReads(
    _ description: String, _ examples: [Dataset.Example], _ question: String, _ text: String
  ) throws {
    let prompt = try HardPrompt(description: description, examples: examples)
    #expect(Adaptation.prompt(prompt).text(for: question) == text)
    #expect(text.hasPrefix(prompt.prefix) && (prompt.prefix.isEmpty || prompt.prefix.last == "\n"))
  }

  @Test func noneIsTheQuestionAlone() {
    #expect(Adaptation.none.text(for: "cheese") == "cheese =>")
    #expect(Adaptation.none.prefix == "")
  }

  static let mistakes:
    [(description: String, example: (String, String)?, blank: String?, reason: TailoringError.Reason)] = [
      ("", nil, nil, .emptyPrompt),
      (" \n", nil, "cheese", .emptyPrompt),
      ("Translate", nil, " ", .emptyBlank),
      ("", ("", "pain"), nil, .incompleteExample(number: 1)),
      ("", ("bread", " "), nil, .incompleteExample(number: 1)),
      ("", ("bread", "du\npain"), nil, .lineBreakInExample(number: 1)),
      ("", ("a\r\nb", "c"), nil, .lineBreakInExample(number: 1)),
    ]

  @Test(arguments: mistakes) func nothingToReadIsRefused(
    _ description: String, _ example: (String, String)?, _ blank: String?, _ reason: TailoringError.Reason
  ) {
    let examples = example.map { [Dataset.Example(question: $0.0, answer: $0.1)] } ?? []
    #expect(throws: TailoringError(reason)) {
      try HardPrompt(description: description, examples: examples, blank: blank)
    }
  }
}
