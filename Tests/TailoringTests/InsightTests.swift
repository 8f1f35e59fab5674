import Gradients
import Models
import Tensors
import Testing

@testable import Tailoring

struct InsightTests {
  private static func soft(_ model: LanguageModel, _ rows: Tensor, _ place: RowPlace = .afterBeginning) -> Adaptation {
    .learned(
      LearnedAdaptation(.softPrompt(SoftPrompt(rows, at: place)), base: BaseModel(model)))
  }

  /// Rows that are tokens' embeddings are read as these tokens.
  @Test(arguments: TinyModel.names, [RowPlace.afterBeginning, .beforeBeginning])
  func rowsAreReadInTheirPlace(_ name: String, _ place: RowPlace) throws {
    let model = try TinyModel.load(name)
    let rows = model.decoder.embedded([70, 71]).value
    let tailored = try model.tailored(by: Self.soft(model, rows, place))
    let text = try tailored.input(model.tokens(of: "ab"))
    let beginning = model.beginning.map { ModelInput.Content.token($0) }
    let expected: [ModelInput.Content] =
      (place == .afterBeginning ? beginning + [.row(0), .row(1)] : [.row(0), .row(1)] + beginning)
      + model.tokenizer.encode("ab").map { .token($0) }
    #expect(text.contents == expected)
    let tokens = text.contents.map { content in
      switch content {
      case .token(let token): token
      case .row(let row): 70 + row
      }
    }
    #expect(text.rows.value.elements == model.decoder.embedded(tokens).value.elements)
  }

  @Test(arguments: TinyModel.names) func attentionIsAMean(_ name: String) throws {
    let model = try TinyModel.load(name)
    let tailored = try model.tailored(by: .none)
    let text = try tailored.input(model.tokens(of: "abcdef"))
    let configuration = model.configuration
    var sum = Tensor(repeating: 0, shape: [text.count, text.count])
    for layer in 0..<configuration.layers {
      for head in 0..<configuration.heads {
        sum = try sum.added(to: tailored.attention(text, layer: layer, head: head))
      }
    }
    let all = try tailored.attention(text)
    let count = Float(configuration.layers * configuration.heads)
    for (mean, sum) in zip(all.elements, sum.elements) { #expect(abs(mean - sum / count) < 1e-5) }
    for row in 0..<text.count { #expect(abs(all.slice(row).elements.reduce(0, +) - 1) < 1e-5) }
  }

  /// The last layer says what the model says.
  @Test(arguments: TinyModel.names) func lensEndsInTheLogits(_ name: String) throws {
    let model = try TinyModel.load(name)
    let tailored = try model.tailored(by: Self.soft(model, model.decoder.embedded([80, 90, 65]).value))
    let tokens = model.tokens(of: "ab =>")
    let lens = try tailored.lens(try tailored.input(tokens))
    #expect(lens.count == model.configuration.layers + 1)
    let logits = try tailored.logits(after: tokens)
    let last = try #require(lens.last)
    for (found, expected) in zip(last.elements, logits.elements) { #expect(abs(found - expected) < 1e-4) }
    #expect(lens[0].elements != last.elements)
  }

  @Test func textsThatCantBeRead() throws {
    let model = try TinyModel.load("tiny-llama")
    let tailored = try model.tailored(by: Self.soft(model, model.decoder.embedded([80, 90]).value))
    #expect(throws: ModelError.emptyPrompt) { try tailored.input([]) }
    #expect(throws: ModelError.contextExceeded(tokens: 65, limit: 64)) {
      try tailored.input(Array(repeating: 70, count: 63))
    }
  }

  @Test(arguments: TinyModel.names) func nearestTokensOfStretchedEmbeddings(_ name: String) throws {
    let model = try TinyModel.load(name)
    let rows = model.decoder.embedded([70, 95, 70]).value.scaled(by: 3)
    let nearest = try model.nearestTokens(to: rows)
    #expect(nearest.map(\.token) == [70, 95, 70])
    for nearest in nearest {
      #expect(abs(nearest.cosine - 1) < 1e-5 && abs(nearest.distance - 2) < 1e-4)
      #expect(nearest.tokenDistance > 0)
    }
    let discretised = SoftPrompt(rows, at: .beforeBeginning).discretised(to: nearest.map(\.token), of: model)
    #expect(discretised.rows.elements == model.decoder.embedded([70, 95, 70]).value.elements)
    #expect(discretised.place == .beforeBeginning)
  }
}
