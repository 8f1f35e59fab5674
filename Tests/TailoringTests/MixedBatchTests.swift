import Models
import Tensors
import Testing
import Tokenizers

@testable import Tailoring

/// Questions of several tasks in one batch, on two tiny models with random weights.
@Suite struct MixedBatchTests {
  private static let questions = ["cheese", "bread", "a", "an anthem", "cheese", "é", "cheddar", "cheese"]

  /// None, a prompt, three soft prompts and two LoRAs that share a place in the model.
  private static func adaptations(_ model: LanguageModel) throws -> [Adaptation] {
    let lora = try TinyModel.finished(model, .lowRank(rank: 2, alpha: 4, projections: [.query, .value]), rate: 0.1)
    let other = try TinyModel.finished(model, .lowRank(rank: 3, alpha: 3, projections: [.value, .down]), rate: 0.1)
    let soft = try TinyModel.finished(model, .softPrompt(length: 5), rate: 0.1)
    return try ScoringTests.adaptations(model).filter { !$0.changesWeights }
      + [lora, other, soft].map { .learned(try $0.adaptation()) }
  }

  /// What is said token by token when nothing else is asked.
  private static func greedyAnswer(to question: String, _ tailored: TailoredModel, tokens count: Int) throws -> String {
    let model = tailored.model
    let unread = tailored.unread(model.tokens(of: tailored.adaptation.text(for: question)))
    var logits = try model.logits(after: unread)
    var decoder = StreamingDecoder(model.tokenizer)
    var text = ""
    for _ in 0..<count {
      let token = logits.largest(1)[0]
      if model.tokenizer.isEnding(token) { break }
      text += decoder.push(token)
      logits = try model.logits(after: [token], cache: unread.cache)
    }
    let content = (text + decoder.flush()).drop { $0.isWhitespace }
    return trimmed(String(content.prefix { !$0.isNewline }))
  }

  @Test(arguments: TinyModel.names) func answersAreThoseOfAskingAlone(_ name: String) throws {
    let model = try TinyModel.load(name)
    let adaptations = try Self.adaptations(model)
    let questions = adaptations.indices.flatMap { shift in
      Self.questions.enumerated().map { index, text in
        (text: text, adaptation: adaptations[(index + shift) % adaptations.count])
      }
    }
    // More than are continued at a time, so that some take the places of others that have ended.
    #expect(questions.count > 50)
    let answers = try MixedBatch(model, questions).answers(.init(maximumTokens: 9))
    for (question, answer) in zip(questions, answers) {
      let tailored = try model.tailored(by: question.adaptation)
      #expect(try Self.greedyAnswer(to: question.text, tailored, tokens: 9) == answer)
    }
    #expect(Set(answers).count > 5)
  }

  @Test(arguments: TinyModel.names) func chanceIsThatOfAskingAlone(_ name: String) throws {
    let model = try TinyModel.load(name)
    let adaptations = try Self.adaptations(model)
    let questions = zip(Self.questions, adaptations).map { (text: $0, adaptation: $1) }
    let generation = LanguageModel.Generation(maximumTokens: 12, sampling: Sampling(temperature: 1.5), seed: 3)
    let answers = try MixedBatch(model, questions).answers(generation)
    for (question, answer) in zip(questions, answers) {
      #expect(try model.tailored(by: question.adaptation).answer(to: question.text, generation) == answer)
    }
  }

  @Test func piecesMakeTheAnswersAndCanEndThem() throws {
    let model = try TinyModel.load("tiny-llama")
    let questions = zip(Self.questions, try Self.adaptations(model)).map { (text: $0, adaptation: $1) }
    let batch = try MixedBatch(model, questions)
    var pieces = questions.map { _ in "" }
    let answers = try batch.answers(.init(maximumTokens: 9), check: {}) { index, piece in
      pieces[index] += piece
      return true
    }
    #expect(pieces == answers)
    let longest = try #require(answers.indices.max { answers[$0].count < answers[$1].count })
    let shorter = try batch.answers(.init(maximumTokens: 9), check: {}) { index, _ in index != longest }
    for index in answers.indices {
      #expect(index == longest ? shorter[index].count < answers[index].count : shorter[index] == answers[index])
    }
  }

  @Test func tunedWeightsAreAskedApart() throws {
    let model = try TinyModel.load("tiny-gemma")
    let run = try TinyModel.finished(model, .weights(layers: 1), rate: 0.05)
    let tuned = Adaptation.learned(try run.adaptation())
    #expect(throws: TailoringError(.tunedWeightsInBatch(index: 1))) {
      try MixedBatch(model, [("a", .none), ("b", tuned)])
    }
    let answers = try MixedBatch(model, [("a", tuned), ("b", tuned)]).answers(.init(maximumTokens: 5))
    for (question, answer) in zip(["a", "b"], answers) {
      #expect(try Self.greedyAnswer(to: question, model.tailored(by: tuned), tokens: 5) == answer)
    }
  }

  @Test func whatDoesNotFitIsRefused() throws {
    let (llama, gemma) = (try TinyModel.load("tiny-llama"), try TinyModel.load("tiny-gemma"))
    let soft = Adaptation.learned(
      try TinyModel.finished(llama, .softPrompt(length: 2), rate: 0.1).adaptation())
    let error = #expect(throws: TailoringError.self) { try MixedBatch(gemma, [("a", .none), ("b", soft)]) }
    guard case .otherModel? = error?.reason else {
      Issue.record("\(String(describing: error))")
      return
    }
    let long = String(repeating: "0123456789", count: 10)
    for questions in [[("a", Adaptation.none), (long, soft)], [(long, soft), (long + "a", soft)]] {
      #expect(throws: ModelError.self) {
        try MixedBatch(llama, questions.map { (text: $0.0, adaptation: $0.1) }).answers(.init(maximumTokens: 5))
      }
    }
    #expect(
      try MixedBatch(llama, [] as [(text: String, adaptation: Adaptation)]).answers(.init(maximumTokens: 5)) == [])
  }

  /// Examples with fronts of their own in one pass: the losses are those of reading them apart.
  @Test(arguments: TinyModel.names) func forcedAnswersHaveFrontsOfTheirOwn(_ name: String) throws {
    let model = try TinyModel.load(name)
    let voters = try Self.adaptations(model).map { try model.tailored(by: $0) }
    let examples = try zip(Self.questions, voters).map { question, voter in
      try ForcedExample(.init(question: question, answer: "butter"), voter)
    }
    let together = try ForcedBatch(examples, model, sharing: nil).logProbabilities
    for (example, logarithms) in zip(examples, together) {
      let alone = try ForcedBatch([example], model, sharing: 0).logProbabilities[0]
      #expect(zip(alone, logarithms).allSatisfy { abs($0 - $1) < 1e-4 })
    }
    #expect(Set(together.map { $0[0] }).count == together.count)
  }
}
