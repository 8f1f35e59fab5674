import Testing

@testable import Tailoring

@Suite struct SpoilTests {
  private static let data = Dataset(
    name: "kinds", examples: (0..<100).map { .init(question: "q\($0)", answer: $0 < 70 ? "a" : $0 < 90 ? "b" : "c") })

  @Test func spoiledAnswersAreWrongAndRemembered() throws {
    let spoiled = try Self.data.spoiling(.fraction(0.2), seed: 3)
    #expect(spoiled.spoiled.count == 20)
    for (before, after) in zip(Self.data.examples, spoiled.examples) {
      #expect(before.question == after.question)
      #expect((before.answer == after.answer) == (after.truth == nil))
      if let truth = after.truth { #expect(truth == before.answer) }
    }
    #expect(try Self.data.spoiling(.fraction(0.2), seed: 3) == spoiled)
    #expect(try Self.data.spoiling(.fraction(0.2), seed: 4) != spoiled)
    // Which ones is known in what is made of it, too.
    let split = try spoiled.split(train: .fraction(0.5), seed: 1)
    #expect(split.train.spoiled.count + split.test.spoiled.count == 20)
  }

  @Test func spoiledTwiceTheTruthIsTheFirst() throws {
    let twice = try Self.data.spoiling(.fraction(0.5), seed: 1).spoiling(.fraction(0.5), seed: 2)
    for (before, after) in zip(Self.data.examples, twice.examples) {
      #expect(after.truth.map { $0 == before.answer && after.answer != before.answer } ?? (after == before))
    }
  }

  @Test func whatCannotBeSpoiledIsRefused() {
    #expect(throws: TailoringError(.tooManyToSpoil(available: 100), blaming: .part)) {
      try Self.data.spoiling(.count(101), seed: 1)
    }
    #expect(throws: TailoringError(.nothingToSpoil(available: 100), blaming: .part)) {
      try Self.data.spoiling(.fraction(0.001), seed: 1)
    }
    #expect(throws: TailoringError(.nothingToSpoil(available: 100), blaming: .part)) {
      try Self.data.spoiling(.count(0), seed: 1)
    }
    let same = Self.data.with([.init(question: "x", answer: "a"), .init(question: "y", answer: " a")])
    #expect(throws: TailoringError(.noOtherAnswer, blaming: .dataset)) {
      try same.prefix(1).spoiling(.count(1), seed: 1)
    }
    #expect(throws: TailoringError(.noOtherAnswer, blaming: .dataset)) { try same.spoiling(.count(1), seed: 1) }
  }

  @Test func correctionsPutRight() throws {
    let spoiled = try Self.data.spoiling(.fraction(0.2), seed: 3)
    let corrections = spoiled.spoiled.map { Dataset.Example(question: $0.question, answer: $0.truth ?? "") }
    #expect(try spoiled.fixing(corrections) == Self.data)
    let some = try spoiled.fixing(Array(corrections.prefix(5)))
    #expect(some.spoiled.count == 15 && some != spoiled)
    // A correction that is wrong itself leaves the example spoiled.
    let wrong = [Dataset.Example(question: corrections[0].question, answer: "z")]
    #expect(try spoiled.fixing(wrong).spoiled.count == 20)
    #expect(try spoiled.fixing(wrong).examples.contains { $0.answer == "z" })
  }

  static let refusals: [(corrections: [(String, String)], reason: TailoringError.Reason)] = [
    ([], .noCorrections), ([("q1", " ")], .emptyCorrection(question: "q1")),
    ([("nowhere", "a")], .unknownQuestion("nowhere")), ([("q1", "a"), ("q1", "b")], .twoCorrections(question: "q1")),
  ]

  @Test(arguments: refusals) func wrongCorrectionsAreRefused(
    _ corrections: [(String, String)], _ reason: TailoringError.Reason
  ) {
    #expect(throws: TailoringError(reason, blaming: .corrections)) {
      try Self.data.fixing(corrections.map { .init(question: $0.0, answer: $0.1) })
    }
  }

  @Test func theSameCorrectionTwiceIsOne() throws {
    let correction = Dataset.Example(question: " q1", answer: "b ")
    #expect(try Self.data.fixing([correction, correction]).examples[1].answer == "b")
  }
}
