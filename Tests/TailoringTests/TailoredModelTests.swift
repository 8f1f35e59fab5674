import Models
import Tensors
import Testing

@testable import Tailoring

/// Learned numbers in a model that they were learned for, and in others.
@Suite struct TailoredModelTests {
  static func soft(_ base: BaseModel, width: Int) -> Adaptation {
    let rows = Tensor((0..<3 * width).map { Float($0 % 7) / 7 }, shape: [3, width])
    return .learned(LearnedAdaptation(.softPrompt(SoftPrompt(rows)), base: base))
  }

  @Test func anotherModelIsRefusedByName() throws {
    let model = try TinyModel.load("tiny-llama")
    let base = BaseModel(model)
    let others: [(BaseModel, TailoringError.Property)] = [
      (BaseModel(name: "x", architecture: "gemma3", width: base.width, layers: base.layers), .architecture),
      (BaseModel(name: "x", architecture: base.architecture, width: 640, layers: base.layers), .width),
      (BaseModel(name: "x", architecture: base.architecture, width: base.width, layers: 18), .layers),
    ]
    for (other, property) in others {
      let error = #expect(throws: TailoringError.self) {
        try model.tailored(by: Self.soft(other, width: other.width))
      }
      guard case .otherModel(property, "x", _, "tiny-llama", _)? = error?.reason else {
        #expect(Bool(false), "\(String(describing: error))")
        continue
      }
    }
    // Another name alone is no other model.
    let renamed = BaseModel(name: "x", architecture: base.architecture, width: base.width, layers: base.layers)
    #expect(try model.tailored(by: Self.soft(renamed, width: base.width)).prefix?.rows == 3 + model.beginning.count)
  }

  @Test func numbersThatDoNotFitAreRefused() throws {
    let model = try TinyModel.load("tiny-llama")
    let base = BaseModel(model)
    #expect(
      throws: TailoringError(
        .wrongShape(place: "the rows", shape: [3, base.width + 1], expected: [3, base.width]))
    ) { try model.tailored(by: Self.soft(base, width: base.width + 1)) }
    let none = LearnedAdaptation(.weights(TunedWeights(layers: nil, tensors: [])), base: base)
    let count = WeightPlace.all(of: model.decoder).count
    #expect(throws: TailoringError(.wrongCount(0, expected: count))) { try model.tailored(by: .learned(none)) }
  }

  @Test(arguments: TinyModel.names, [RowPlace.afterBeginning, .beforeBeginning])
  func learnedRowsStandBesideTheBeginning(_ name: String, _ place: RowPlace) throws {
    let model = try TinyModel.load(name)
    // Rows that are the embeddings of a text do what the text does.
    let text = model.tokenizer.encode("b c d")
    let rows = model.decoder.embedded(text).value
    let soft = Adaptation.learned(
      LearnedAdaptation(.softPrompt(SoftPrompt(rows, at: place)), base: BaseModel(model)))
    let tailored = try model.tailored(by: soft)
    for question in ["a", "a b", "c"] {
      let found = try tailored.logits(after: model.tokens(of: "\(question) =>"))
      let front = place == .afterBeginning ? model.beginning + text : text + model.beginning
      let tokens = front + model.tokenizer.encode("\(question) =>")
      let expected = try model.logits(after: tokens, cache: KeyValueCache(model.configuration))
      #expect(zip(found.elements, expected.elements).allSatisfy { abs($0 - $1) < 1e-4 })
    }
  }

  @Test func rowsThatFillTheContextAreRefused() throws {
    let model = try TinyModel.load("tiny-llama")
    let count = model.configuration.contextLength
    let rows = Tensor(repeating: 0.5, shape: [count, model.configuration.width])
    let tailored = try model.tailored(
      by: .learned(LearnedAdaptation(.softPrompt(SoftPrompt(rows)), base: BaseModel(model))))
    #expect(throws: ModelError.self) { try tailored.logits(after: model.tokens(of: "a =>")) }
  }

  @Test(arguments: TinyModel.names) func changesAreMeasured(_ name: String) throws {
    let model = try TinyModel.load(name)
    for (method, rate) in TinyModel.methods {
      let learned = try TinyModel.finished(model, method, rate: rate).adaptation()
      let changes = try learned.changes(of: model)
      if case .softPrompt = method {
        #expect(changes.isEmpty)
      } else {
        #expect(changes.reduce(0) { $0 + $1.numbers } == learned.count)
        #expect(changes.contains { $0.size > 1e-4 } && changes.allSatisfy { $0.size < 1 })
      }
    }
  }
}
