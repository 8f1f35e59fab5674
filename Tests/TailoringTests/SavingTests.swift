import Formats
import Foundation
import Gradients
import Models
import Tensors
import Testing

@testable import Tailoring

/// What is saved comes back the same, on two tiny models with random weights.
@Suite struct SavingTests {
  static let models = ["tiny-llama", "tiny-gemma"]

  static func model(_ name: String) throws -> LanguageModel {
    let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    return try LanguageModel(name: name, path: tests.appending(path: "ModelTests/Fixtures/\(name).gguf.bin").path)
  }

  /// Random numbers for every place of a method.
  static func learned(
    _ method: TuningMethod, for model: LanguageModel, seed: UInt64 = 1
  ) -> LearnedAdaptation {
    var generator = SeededGenerator(seed: seed)
    let numbers = method.tuner.places(in: model.decoder).map { place in
      Tensor((0..<place.shape.count).map { _ in Float(generator.normal()) }, shape: place.shape)
    }
    return LearnedAdaptation(method.tuner.learned(numbers), base: BaseModel(model))
  }

  static func logits(_ model: LanguageModel) throws -> [Float] {
    try model.logits(after: [5, 17, 99, 42], cache: KeyValueCache(model.configuration)).elements
  }

  static let adapters: [TuningMethod] = [
    .softPrompt(length: 1), .softPrompt(length: 5),
    .universalPrompt(length: 1, rank: 1, tasks: ["French", "Englisch → Deutsch"]),
    .universalPrompt(length: 4, rank: 3, tasks: ["a", "b", "c"]),
    .lowRank(rank: 3, alpha: 5, projections: [.query, .value]), .lowRank(rank: 1, alpha: 0.5, projections: [.down]),
    .lowRank(rank: 2, alpha: 4, projections: Projection.allCases),
  ]

  @Test(arguments: models, adapters) func adapterComesBackBitForBit(_ name: String, _ method: TuningMethod) throws {
    let model = try Self.model(name)
    let folder = try TemporaryFolder()
    let learned = Self.learned(method, for: model)
    try learned.saveFolder(to: folder.path("adapter"), for: model)
    #expect(try LearnedAdaptation(adapterFolder: folder.path("adapter"), for: model) == learned)
  }

  @Test func projectionsComeBackInOneOrder() throws {
    let model = try Self.model("tiny-llama")
    let folder = try TemporaryFolder()
    let learned = Self.learned(.lowRank(rank: 2, alpha: 2, projections: [.down, .query]), for: model)
    try learned.saveFolder(to: folder.path("adapter"), for: model)
    let loaded = try LearnedAdaptation(adapterFolder: folder.path("adapter"), for: model)
    #expect(loaded.numbers.method == .lowRank(rank: 2, alpha: 2, projections: [.query, .down]))
    #expect(
      try Self.logits(model.tailored(by: .learned(loaded)).model)
        == Self.logits(model.tailored(by: .learned(learned)).model))
  }

  /// Row 2i + j of a head stands at j · size/2 + i in transformers.
  @Test func queryRowsStandAsInTransformers() throws {
    let model = try Self.model("tiny-llama")
    let size = model.configuration.headSize
    let learned = Self.learned(.lowRank(rank: 2, alpha: 2, projections: [.query, .value]), for: model)
    let adapter = try #require(learned.adapter(for: model))
    guard case .lora(let updates) = adapter.method else { throw CocoaError(.featureUnsupported) }
    let query = try #require(updates.updates["model.layers.0.self_attn.q_proj"])
    for head in 0..<model.configuration.heads {
      for i in 0..<size / 2 {
        for j in 0..<2 {
          let (here, there) = (head * size + 2 * i + j, head * size + j * size / 2 + i)
          #expect(query.b[2 * there] == learned.numbers.tensors[1][here, 0])
        }
      }
    }
    #expect(query.a == learned.numbers.tensors[0].elements)
    #expect(try #require(updates.updates["model.layers.0.self_attn.v_proj"]).b == learned.numbers.tensors[3].elements)
  }

  @Test func firstRowIsTheBeginningToken() throws {
    let model = try Self.model("tiny-gemma")
    let learned = Self.learned(.softPrompt(length: 3), for: model)
    guard case .promptTuning(let rows)? = learned.adapter(for: model)?.method else {
      throw CocoaError(.featureUnsupported)
    }
    #expect(rows.count == 3 + model.beginning.count)
    #expect(rows.values == model.decoder.embedded(model.beginning).value.elements + learned.numbers.tensors[0].elements)
    #expect(rows.beginText)
  }

  /// As PEFT has them: no row is added, and none is taken away even where the first is the beginning token's.
  @Test func rowsBeforeTheBeginningStayThere() throws {
    let model = try Self.model("tiny-gemma")
    let folder = try TemporaryFolder()
    let rows = Tensor(
      model.decoder.embedded(model.beginning).value.elements
        + Self.learned(.softPrompt(length: 2), for: model).numbers.tensors[0].elements,
      shape: [3, model.configuration.width])
    let learned = LearnedAdaptation(.softPrompt(SoftPrompt(rows, at: .beforeBeginning)), base: BaseModel(model))
    try learned.saveFolder(to: folder.path("adapter"), for: model)
    #expect(try LearnedAdaptation(adapterFolder: folder.path("adapter"), for: model) == learned)
    guard case .promptTuning(let saved) = try AdapterFolder(path: folder.path("adapter")).method else {
      throw CocoaError(.featureUnsupported)
    }
    #expect(saved.values == rows.elements && !saved.beginText)
  }

  @Test(arguments: models) func tunedModelIsAFolderThatLoads(_ name: String) throws {
    let model = try Self.model(name)
    let folder = try TemporaryFolder()
    let learned = Self.learned(.weights(layers: nil), for: model)
    try learned.saveFolder(to: folder.path("tuned"), for: model)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path("tuned")).sorted()
        == ["config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json"])
    let loaded = try LearnedAdaptation(modelFolder: folder.path("tuned"), for: model)
    #expect(loaded.numbers.method == learned.numbers.method)
    for (place, (found, saved)) in zip(
      WeightPlace.all(of: model.decoder), zip(loaded.numbers.tensors, learned.numbers.tensors))
    {
      // Gemma's norms are stored less one.
      #expect(zip(found.elements, saved.elements).allSatisfy { abs($0 - $1) <= 1e-6 }, "\(place)")
    }
  }

  @Test(arguments: models) func tunedModelIsAFileThatOpens(_ name: String) throws {
    let model = try Self.model(name)
    let folder = try TemporaryFolder()
    let numbers = Self.learned(.weights(layers: nil), for: model).numbers.tensors.map { $0.scaled(by: 0.3) }
    let learned = LearnedAdaptation(.weights(TunedWeights(layers: nil, tensors: numbers)), base: BaseModel(model))
    let tuned = try model.tailored(by: .learned(learned)).model
    let expected = try Self.logits(tuned)
    for (encoding, limit) in [(FloatEncoding.f32, Float(0)), (.f16, 0.05)] {
      let path = folder.path("tuned.gguf")
      try tuned.saveFile(to: path, as: encoding)
      let found = try Self.logits(try LanguageModel(name: "tuned", path: path))
      #expect(zip(found, expected).allSatisfy { abs($0 - $1) <= limit * (1 + abs($1)) }, "\(encoding)")
    }
  }

  /// Rows of 48 don't fill blocks of 32; they are written as F16.
  @Test func rowsThatFitNoBlockAreHalves() throws {
    let model = try Self.model("tiny-llama")
    let folder = try TemporaryFolder()
    let learned = Self.learned(.weights(layers: nil), for: model)
    try model.tailored(by: .learned(learned)).model.saveFile(to: folder.path("tuned.gguf"), as: .q8_0)
    let file = try GGUFFile(path: folder.path("tuned.gguf"))
    #expect(try file.tensor("blk.0.ffn_down.weight").type == .f16)
    #expect(try file.tensor("blk.0.ffn_up.weight").type == .q8_0)
    #expect(try file.tensor("blk.0.attn_norm.weight").type == .f32)
  }

  @Test func weightsThatWereNotTunedStayBitForBit() throws {
    let model = try Self.model("tiny-llama")
    let folder = try TemporaryFolder()
    let learned = Self.learned(.weights(layers: 1), for: model)
    try model.tailored(by: .learned(learned)).model.saveFile(to: folder.path("tuned.gguf"), as: .f32)
    let (saved, original) = (try GGUFFile(path: folder.path("tuned.gguf")), try GGUFFile(path: model.path))
    #expect(saved.tensors.map(\.name) == original.tensors.map(\.name))
    for tensor in original.tensors where !tensor.name.hasPrefix("blk.1.") {
      #expect(
        saved.bytes(of: try saved.tensor(tensor.name)).elementsEqual(original.bytes(of: tensor)), "\(tensor.name)")
    }
    #expect(try saved.tensor("blk.1.attn_q.weight").type == .f32)
    #expect(saved.metadata == original.metadata)
  }

  struct Prompt: Sendable {
    var description = ""
    var examples: [Dataset.Example] = []
    var blank: String?
  }

  @Test(arguments: [
    Prompt(
      description: "Translate English to French",
      examples: [.init(question: "bread", answer: "pain"), .init(question: "butter", answer: "beurre")], blank: "cheese"
    ),
    Prompt(examples: [.init(question: "\"quoted\" \\ back", answer: "é\u{301} 👍🏽")]),
    Prompt(description: "Two\nlines\tand a tab"),
  ]) func promptsComeBackEqual(_ parts: Prompt) throws {
    let prompt = try HardPrompt(description: parts.description, examples: parts.examples, blank: parts.blank)
    let document = try prompt.document()
    #expect(try HardPrompt(document: document) == prompt)
    #expect(String(decoding: document, as: UTF8.self).hasSuffix("}\n"))
  }
}

/// A folder that vanishes with its value.
final class TemporaryFolder {
  private let root = NSTemporaryDirectory() + "primer-saving-" + UUID().uuidString

  init() throws { try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true) }
  deinit { try? FileManager.default.removeItem(atPath: root) }

  func path(_ name: String) -> String { "\(root)/\(name)" }
}
