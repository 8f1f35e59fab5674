import Testing

@testable import Tailoring

/// The one form of questions and answers, and where an answer ends.
@Suite struct PromptFormTests {
  /// Asking, a written prompt, a task that is shown and training write one form.
  @Test func allReadOneForm() throws {
    let model = try TinyModel.load("tiny-llama")
    let (shown, asked) = (Dataset.Example(question: " a ", answer: "b "), Dataset.Example(question: "c", answer: " d"))
    let prompt = Adaptation.prompt(try HardPrompt(examples: [shown]))
    let data = Dataset(name: "letters", examples: [shown, asked])
    #expect(prompt.text(for: asked.question) == "a => b\nc =>")
    #expect(Adaptation.none.text(for: try #require(data.shown(1)).examples[0].question) == "a => b\nc =>")
    let (trained, forced) = (
      try EncodedExample(asked, model), try ForcedExample(asked, model.tailored(by: .none)).encoded
    )
    #expect(model.tokenizer.encode("c => d\n") == trained.question + trained.answer)
    #expect(forced.question == model.beginning + trained.question && forced.answer == trained.answer)
  }

  static let texts: [(pieces: [String], answer: String, hasEnded: Bool)] = [
    ([" fromage"], "fromage", false), ([" ", "from", "age ", " ", "de chèvre", " \t"], "fromage  de chèvre", false),
    (["", " "], "", false), (["pain"], "pain", false), (["\n ", "du", " pain"], "du pain", false), ([], "", false),
    (["du", " pain ", "\n"], "du pain", true), ([" \n pain\nbeurre"], "pain", true), (["pain\r\n"], "pain", true),
  ]

  @Test(arguments: texts) func piecesMakeTheAnswer(_ pieces: [String], _ expected: String, _ hasEnded: Bool) {
    var answer = AnswerText()
    let certain = pieces.map { answer.append($0) }.joined()
    #expect(certain == expected && answer.text == expected && answer.hasEnded == hasEnded)
  }

  @Test func whatIsCertainComesOutAtOnce() {
    var answer = AnswerText()
    #expect(answer.append(" from") == "from")
    #expect(answer.append("age ") == "age")
    #expect(answer.append("frais") == " frais")
  }

  @Test func aVerdictIsOpenUntilTheAnswerDiffersOrEnds() {
    var answer = AnswerText()
    _ = answer.append(" pa")
    #expect(answer.verdict("pain") == nil && answer.verdict("beurre") == false)
    _ = answer.append("in")
    #expect(answer.verdict("pain") == nil)
    answer.end()
    #expect(answer.verdict("pain") == true && answer.verdict("pain d'épices") == false)
  }
}
