import Tensors
import Testing

@testable import Tailoring

/// How a run begins, and how its rate changes.
@Suite struct TuningSettingsTests {
  @Test(arguments: [1, 2, 5, 10, 25, 100, 1000]) func theRateRisesAndFalls(_ steps: Int) {
    let settings = TuningSettings(method: .softPrompt(length: 1), steps: steps, rate: 0.5)
    let rates = (0..<steps).map(settings.rate(ofStep:))
    let highest = rates.firstIndex(of: rates.max() ?? 0) ?? 0
    #expect(rates.allSatisfy { $0 > 0 && $0 <= 0.5 })
    #expect(rates[highest] == 0.5)
    #expect(highest < 10)
    #expect(zip(rates[..<highest], rates[..<highest].dropFirst()).allSatisfy { $0 < $1 })
    #expect(zip(rates[highest...].dropFirst(), rates[highest...].dropFirst(2)).allSatisfy { $0 > $1 })
  }

  @Test func theRateMayBeConstant() {
    var settings = TuningSettings(method: .weights(layers: nil), rate: 0.5)
    settings.hasConstantRate = true
    #expect((0..<100).allSatisfy { settings.rate(ofStep: $0) == 0.5 })
  }

  @Test(arguments: TinyModel.names) func rowsStartFromAText(_ name: String) throws {
    let model = try TinyModel.load(name)
    let tokens = model.tokenizer.encode("b c d")
    let settings = TuningSettings(method: .softPrompt(length: 2 * tokens.count + 1), start: .text("b c d"))
    let rows = try TuningRun(model, on: TinyModel.words, settings: settings).numbers[0]
    #expect(rows.elements == model.decoder.embedded(tokens + tokens + [tokens[0]]).value.elements)
  }

  @Test(arguments: TinyModel.names) func rowsStartFromTheExamplesTokens(_ name: String) throws {
    let model = try TinyModel.load(name)
    let run = try TuningRun(
      model, on: TinyModel.words, settings: TuningSettings(method: .softPrompt(length: 20), start: .vocabulary))
    let used = Set(run.examples.flatMap { $0.question + $0.answer }).map { model.decoder.embedded([$0]).value.elements }
    for row in 0..<20 { #expect(used.contains(run.numbers[0].rows(row..<row + 1).elements)) }
  }

  @Test(arguments: TinyModel.names) func rowsOfChanceAreAsLargeAsEmbeddings(_ name: String) throws {
    let model = try TinyModel.load(name)
    let run = try TuningRun(
      model, on: TinyModel.words, settings: TuningSettings(method: .softPrompt(length: 50), start: .random))
    func meanSquare(_ tensor: Tensor) -> Float { tensor.dot(tensor) / Float(tensor.count) }
    let embeddings = model.decoder.embedded(Array(0..<model.tokenizer.count)).value
    #expect(abs(meanSquare(run.numbers[0]) / meanSquare(embeddings) - 1) < 0.2)
  }
}
