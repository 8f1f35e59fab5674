import Models
import Testing

@testable import Tailoring

@Suite struct InspectionTests {
  private static let data = Dataset(
    name: "words", examples: ["b", "d", "b", "d", "b", "b"].enumerated().map { .init(question: "q\($0)", answer: $1) })

  @Test(arguments: TinyModel.names) func theLeastBelievedComeFirst(_ name: String) throws {
    let model = try TinyModel.load(name)
    let run = try TinyModel.finished(model, .softPrompt(length: 3), rate: 0.1)
    let tailored = try model.tailored(by: .learned(try run.adaptation()))
    let inspection = try tailored.inspection(of: Self.data, top: 4)
    #expect(inspection.rows.count == Self.data.count && inspection.top == 4)
    #expect(inspection.wrong == nil && inspection.precision(among: 4) == nil && inspection.corrections.isEmpty)
    for (row, next) in zip(inspection.rows, inspection.rows.dropFirst()) { #expect(row.loss >= next.loss) }
    // "b" and "d" may begin with the same token, a space.
    let deciding = ["b", "d"].map { model.tokenizer.encode(" \($0)\n") }.commonPrefixLength
    for (rank, row) in inspection.rows.enumerated() {
      let tokens = Double(model.tokenizer.encode(" \(row.example.answer)\n").count)
      let alone = try ForcedBatch([ForcedExample(row.example, tailored)], model, sharing: 0).logProbabilities[0]
      #expect(abs(row.loss + alone[deciding]) < 1e-3)
      let said = try tailored.answer(
        to: row.example.question, .init(maximumTokens: Int(tokens) + TailoredModel.furtherTokens))
      #expect(row.said == (rank < 4 ? said : nil))
    }
  }

  @Test func whatIsWrongIsKnownFromSpoilingOrFromTheTruth() throws {
    let tailored = try TinyModel.load("tiny-llama").tailored(by: .none)
    let spoiled = try Self.data.spoiling(.count(2), seed: 1)
    let all = try tailored.inspection(of: spoiled, top: 100)
    #expect(all.top == 6 && all.wrong == 2 && all.found(among: 6) == 2)
    #expect(all.precision(among: 6) == 2.0 / 6 && all.precision(among: 600) == 2.0 / 6)
    #expect(try spoiled.fixing(all.corrections) == Self.data)

    let copy = spoiled.with(spoiled.examples.map { .init(question: $0.question, answer: $0.answer) })
    let known = try tailored.inspection(of: copy, top: 6, truth: Self.data)
    #expect(known.rows.map(\.truth) == all.rows.map(\.truth))
    // Of what the truth does not tell nothing is known to be wrong.
    let part = try tailored.inspection(of: copy, top: 6, truth: Self.data.prefix(1))
    #expect((part.wrong ?? 2) <= 1)
    let none = try tailored.inspection(of: Self.data, top: 6, truth: Self.data)
    #expect(none.wrong == 0 && none.precision(among: 6) == 0)
  }

  @Test func whatCannotBeInspectedIsRefused() throws {
    let tailored = try TinyModel.load("tiny-llama").tailored(by: .none)
    #expect(throws: TailoringError(.noExamples(.evaluation), blaming: .on)) {
      try tailored.inspection(of: Self.data.with([]), top: 1)
    }
    let other = Dataset(name: "other", examples: [.init(question: "elsewhere", answer: "b")])
    #expect(throws: TailoringError(.otherQuestions(truth: "other", dataset: "words"), blaming: .truth)) {
      try tailored.inspection(of: Self.data, top: 1, truth: other)
    }
    #expect(throws: CancellationError.self) {
      try tailored.inspection(of: Self.data, top: 1, check: { throw CancellationError() })
    }
  }
}
