import Models
import Tensors
import Testing

@testable import Tailoring

@Suite struct EnsembleTests {
  static let elections: [(votes: [(String, Double)], winner: String)] = [
    ([("a", -1), ("b", -0.1), ("a", -5)], "a"),
    ([("a", -1), ("b", -0.5)], "b"),
    ([("a", -1), ("b", -1)], "a"),
    ([("a", -1), ("b", -2), ("b", -2), ("a", -4)], "b"),
    ([("e\u{301}", -1), ("é", -1), ("é", -1)], "é"),
    ([("", -1)], ""), ([], ""),
  ]

  @Test(arguments: elections) func theMajorityDecides(_ votes: [(String, Double)], _ winner: String) {
    let answer = Ensemble.decide(votes.map { Ensemble.Vote(answer: $0.0, logProbability: $0.1) })
    #expect(answer.utf8.elementsEqual(winner.utf8))
  }

  @Test func whatCannotVoteIsRefused() throws {
    let model = try TinyModel.load("tiny-gemma")
    let tuned = Adaptation.learned(
      try TinyModel.finished(model, .weights(layers: 1), rate: 0.05).adaptation())
    let prompt = Adaptation.prompt(try HardPrompt(description: "Go"))
    let ensemble = Adaptation.ensemble(try Ensemble([.none, prompt]))
    #expect(throws: TailoringError(.tooFewMembers(0), blaming: .members)) { try Ensemble([]) }
    #expect(throws: TailoringError(.tooFewMembers(1), blaming: .members)) { try Ensemble([prompt]) }
    #expect(throws: TailoringError(.tunedWeightsAsMember(2), blaming: .members)) { try Ensemble([prompt, tuned]) }
    #expect(throws: TailoringError(.ensembleAsMember(1), blaming: .members)) { try Ensemble([ensemble, prompt]) }
    #expect(throws: TailoringError(.sameMember(1, 3), blaming: .members)) { try Ensemble([prompt, .none, prompt]) }
  }

  /// Votes, score and loss against members that are asked and judged one by one.
  @Test(arguments: TinyModel.names) func votesAreCounted(_ name: String) throws {
    let model = try TinyModel.load(name)
    let members = try ScoringTests.adaptations(model).filter { !$0.changesWeights }
    let tailored = try model.tailored(by: .ensemble(try Ensemble(members)))
    let voters = try members.map { try model.tailored(by: $0) }
    let questions = ["cheese", "bread", "a", "an anthem", "2 + 2"]
    let generation = LanguageModel.Generation(maximumTokens: 2)
    let batch = try MixedBatch(model, questions.map { (text: $0, adaptation: tailored.adaptation) })
    let answers = try batch.answers(generation)
    for (question, answer) in zip(questions, answers) {
      let said = try voters.map { try $0.answer(to: question, generation) }
      func votes(_ answer: String) -> Int { said.count { $0 == answer } }
      #expect(votes(answer) == said.map(votes).max())
      #expect(try tailored.answer(to: question, generation) == answer)
    }

    let data = Dataset(name: "d", examples: questions.map { .init(question: $0, answer: "butter") })
    let example = Dataset.Example(question: "a", answer: "b c")
    let logarithms = try voters.map { voter in
      try ForcedBatch([ForcedExample(example, voter)], model, sharing: 0).logProbabilities[0]
    }
    let loss = logarithms[0].indices.reduce(0.0) { sum, token in
      sum - ScalarMath.log(logarithms.reduce(0) { $0 + ScalarMath.exp($1[token]) } / Double(voters.count))
    }
    let score = try tailored.score(on: data.with([example]))
    #expect(abs(score.loss - loss / Double(logarithms[0].count)) < 1e-4)
  }

  /// Right are those questions whose winning answer is the expected one.
  @Test(arguments: TinyModel.names) func scoresAreThoseOfAnswers(_ name: String) throws {
    let model = try TinyModel.load(name)
    let members = try ScoringTests.adaptations(model).filter { !$0.changesWeights }
    let tailored = try model.tailored(by: .ensemble(try Ensemble(members)))
    let questions = ["cheese", "bread", "a", "an anthem", "2 + 2", "é", "cheddar", "b", "c"]
    let examples = try questions.flatMap { question in
      let said = try tailored.answer(to: question, .init(maximumTokens: 6))
      return [said, said + "x"].map { Dataset.Example(question: question, answer: $0) }
    }.filter { !trimmed($0.answer).isEmpty }
    let right = try examples.count { example in
      let tokens = model.tokenizer.encode(" \(trimmed(example.answer))\n").count
      let generation = LanguageModel.Generation(maximumTokens: tokens + TailoredModel.furtherTokens)
      return try tailored.answer(to: example.question, generation) == trimmed(example.answer)
    }
    #expect(try tailored.score(on: Dataset(name: "d", examples: examples)).right == right)
  }
}
