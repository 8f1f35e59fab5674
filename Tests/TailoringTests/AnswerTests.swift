import Models
import Tensors
import Testing

@testable import Tailoring

/// What does not depend on what a model has learned, on two tiny models with random weights.
@Suite struct AnswerTests {
  private static let questions = ["cheese", "cheddar", "cheese", "a", "an anthem", "cheese"]

  @Test(arguments: TinyModel.names) func piecesMakeTheAnswer(_ name: String) throws {
    let model = try TinyModel.load(name).tailored(by: .none)
    for (seed, question) in Self.questions.enumerated() {
      let generation = LanguageModel.Generation(
        maximumTokens: 24, sampling: Sampling(temperature: 1.5), seed: UInt64(seed))
      var pieces = ""
      let answer = try model.answer(to: question, generation, emit: { pieces += $0 })
      #expect(answer == pieces)
      #expect(answer == trimmed(answer) && !answer.contains { $0.isNewline })
      #expect(try model.answer(to: question, generation) == answer)
      // All that the model goes on with, cut at the first line break after something was said.
      let text = try model.model.generate(
        after: model.model.tokens(of: model.adaptation.text(for: question)), generation)
      #expect(answer == trimmed(text.drop { $0.isWhitespace }.prefix { !$0.isNewline }))
    }
  }

  @Test func answersCanBeStopped() throws {
    let model = try TinyModel.load("tiny-llama").tailored(by: .none)
    #expect(throws: CancellationError.self) {
      try model.answer(to: "cheese", .init(maximumTokens: 8), check: { throw CancellationError() })
    }
  }

  @Test(arguments: TinyModel.names) func nearestAgreesWithEveryCosine(_ name: String) throws {
    let model = try TinyModel.load(name)
    let tokens = [70, 100, 200]
    let rows = model.decoder.embedded(tokens).value
    let all = model.decoder.embeddings.matrix.decoded(rows: Array(0..<model.tokenizer.count))
    let found = try model.nearest(to: rows, count: 5)
    #expect(found.count == tokens.count)
    for (row, neighbours) in found.enumerated() {
      #expect(neighbours[0].token == tokens[row])
      let cosines = (0..<all.rows).filter { !model.tokenizer.isControl($0) }
        .map { Self.cosine(rows.rows(row..<row + 1).elements, all.rows($0..<$0 + 1).elements) }
      for (neighbour, expected) in zip(neighbours, cosines.sorted(by: >)) {
        #expect(abs(neighbour.cosine - expected) < 1e-5)
      }
    }
  }

  @Test func aVectorOfZerosHasNoDirection() throws {
    let model = try TinyModel.load("tiny-llama")
    let zeros = Tensor(repeating: 0, shape: [1, model.configuration.width])
    #expect(try model.nearest(to: zeros, count: 3)[0].allSatisfy { $0.cosine == 0 })
  }

  private static func cosine(_ a: [Float], _ b: [Float]) -> Double {
    func dot(_ x: [Float], _ y: [Float]) -> Double { zip(x, y).reduce(0) { $0 + Double($1.0) * Double($1.1) } }
    return dot(a, b) / (dot(a, a) * dot(b, b)).squareRoot()
  }
}
