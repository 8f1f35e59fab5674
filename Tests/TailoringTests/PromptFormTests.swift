import Models
import Tensors
import Testing
import Tokenizers

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

  /// A model that puts a space before a text puts it before the question, and none before the answer.
  @Test func theAnswerGoesOn() throws {
    let letters = ["<unk>", "<s>", "</s>"] + "▁abcd=>\n".map(String.init)
    var vocabulary = Vocabulary(model: "llama", tokens: ByteStrings(letters.map { $0.utf8 }))
    vocabulary.kinds = [2, 3, 3] + letters.dropFirst(3).map { _ in 1 }
    vocabulary.scores = letters.map { _ in 0 }
    vocabulary.addsSpacePrefix = true
    vocabulary.special = SpecialTokens(beginning: 1, end: 2, unknown: 0)
    let shape = DecoderConfiguration(
      llamaOf: 1, width: 32, feedForwardWidth: 32, heads: 2, keyValueHeads: 2, contextLength: 64)
    var generator = SeededGenerator(seed: 1)
    let model = try LanguageModel(untrained: "prefixed", shape, vocabulary, using: &generator)
    let example = try EncodedExample(.init(question: "a", answer: "b"), model)
    // ▁a▁=>, then ▁b and the line break: one space before each.
    #expect(example.question == [3, 4, 3, 8, 9] && example.answer == [3, 5, 10])
    #expect(model.tokenizer.encode("a => b\n") == example.question + example.answer)
    let forced = try ForcedExample(.init(question: "a", answer: "b"), model.tailored(by: .none)).encoded
    #expect(forced.question + forced.answer == model.tokens(of: "a => b\n"))
  }

  /// A line break ends an answer, so one of several lines could be learned and never be right.
  @Test func anAnswerIsOneLine() throws {
    let model = try TinyModel.load("tiny-llama")
    let example = Dataset.Example(question: "bread", answer: "pain\nde mie")
    let reason = TailoringError.Reason.answerOfSeveralLines(question: "bread")
    #expect(throws: TailoringError(reason, blaming: TailoringError.Use.training.argument)) {
      try EncodedExample(example, model)
    }
    #expect(throws: TailoringError(reason, blaming: TailoringError.Use.evaluation.argument)) {
      try ForcedExample(example, model.tailored(by: .none))
    }
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
