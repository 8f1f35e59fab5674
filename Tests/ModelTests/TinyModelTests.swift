import Gradients
import Tensors
import Testing

@testable import Models

/// Agreement with transformers on two tiny random models that stand in the fixtures: one of each family.
struct TinyModelTests {
  struct Expected: Decodable {
    let ids: [Int]
    let rows: [Int]
    let logits: [[Double]]
    let mean_nll: Double
  }

  static func load(_ name: String) throws -> LanguageModel {
    try LanguageModel(name: name, path: ReferenceValues.fixture("\(name).gguf.bin").path)
  }

  @Test(arguments: ["tiny-llama", "tiny-gemma"])
  func logitsAgree(name: String) throws {
    let model = try Self.load(name)
    let expected: Expected = try ReferenceValues.read(name)
    let logits = model.decoder.logits(
      of: model.decoder.hidden(model.decoder.embedded(expected.ids), cache: KeyValueCache(model.configuration)))
    for (row, values) in zip(expected.rows, expected.logits) {
      for (column, value) in values.enumerated() {
        #expect(abs(Double(logits[row, column]) - value) < 1e-3 * max(1, abs(value)))
      }
    }
    let logProbabilities = try model.logProbabilities(of: expected.ids)
    #expect(abs(-logProbabilities.reduce(0, +) / Double(expected.ids.count - 1) - expected.mean_nll) < 1e-3)
  }

  @Test(arguments: ["tiny-llama", "tiny-gemma"], [1, 3, 5])
  func piecesGiveTheSameBits(name: String, size: Int) throws {
    let model = try Self.load(name)
    let ids = Array(0..<40).map { $0 * 7 % 262 }
    let whole = try model.logits(after: ids, cache: KeyValueCache(model.configuration))
    let cache = KeyValueCache(model.configuration)
    var last = whole
    for start in stride(from: 0, to: ids.count, by: size) {
      last = try model.logits(after: Array(ids[start..<min(start + size, ids.count)]), cache: cache)
    }
    #expect(last.elements == whole.elements)
  }

  @Test(arguments: ["tiny-llama", "tiny-gemma"])
  func kernelsAndThreadsGiveTheSameBits(name: String) throws {
    let model = try Self.load(name)
    let ids = Array(0..<40).map { $0 * 11 % 262 }
    let expected = try model.logits(after: ids, cache: KeyValueCache(model.configuration)).elements
    for kernels in Compute.available {
      for threads in [1, 3] {
        try Compute.$current.withValue(Compute(kernels: kernels, threadCount: threads)) {
          let logits = try model.logits(after: ids, cache: KeyValueCache(model.configuration))
          #expect(logits.elements == expected, "\(kernels.name), \(threads) threads")
        }
      }
    }
  }

  @Test func truncatedCacheForgets() throws {
    let model = try Self.load("tiny-gemma")
    let cache = KeyValueCache(model.configuration)
    let expected = try model.logits(after: [5, 6, 7, 8], cache: cache)
    cache.truncate(to: 2)
    #expect(try model.logits(after: [9, 9, 9], cache: cache).elements != expected.elements)
    cache.truncate(to: 2)
    #expect(try model.logits(after: [7, 8], cache: cache).elements == expected.elements)
  }

  @Test func contextIsLimited() throws {
    let model = try Self.load("tiny-llama")
    let cache = KeyValueCache(model.configuration)
    #expect(throws: ModelError.contextExceeded(tokens: 65, limit: 64)) {
      try model.logits(after: Array(repeating: 9, count: 65), cache: cache)
    }
    #expect(throws: ModelError.emptyPrompt) { try model.logits(after: [], cache: cache) }
    let text = try model.generate(after: [9], .init(maximumTokens: 1000))
    #expect(!text.isEmpty)
  }

  /// One number that is none, in a norm of a layer, in the last norm and in an embedding, is found and named.
  @Test(arguments: [0, 1, nil], [Float.nan, .infinity])
  func whatIsNotFiniteIsNamed(layer: Int?, number: Float) throws {
    let model = try Self.load("tiny-gemma")
    var decoder = model.decoder
    let place = layer.map { WeightPlace.norm(.feedForward, layer: $0) } ?? .outputNorm
    var weights = decoder.weights(at: place).elements
    weights[3] = number
    decoder.set(place, to: Variable(Tensor(weights)))
    let broken = LanguageModel(model, decoder: decoder)
    let error = ModelError.notFinite(layer: layer, tensor: place.nameInGGUF)
    let tokens = Array(0..<200).map { $0 * 7 % 262 }
    let cache = KeyValueCache(model.configuration)
    #expect(throws: error) { try broken.logits(after: Array(tokens.prefix(40)), cache: cache) }
    #expect(throws: error) { try broken.logits(after: [5], cache: cache) }
    #expect(throws: error) { try broken.generate(after: [9, 80], .init(maximumTokens: 3)) }
    #expect(throws: error) { try broken.logProbabilities(of: Array(tokens.prefix(64))) }
  }

  @Test func generationCanBeStopped() throws {
    struct Stop: Error {}
    let model = try Self.load("tiny-llama")
    var checks = 0
    #expect(throws: Stop.self) {
      try model.generate(
        after: [9], .init(maximumTokens: 1000),
        check: {
          checks += 1
          if checks == 5 { throw Stop() }
        })
    }
    #expect(checks == 5)
  }

  @Test func piecesAddUpToTheText() throws {
    let model = try Self.load("tiny-gemma")
    for seed in 0..<20 as Range<UInt64> {
      var pieces = ""
      let generation = LanguageModel.Generation(
        maximumTokens: 30, sampling: Sampling(temperature: 2), seed: seed)
      let text = try model.generate(after: [9, 80], generation, emit: { pieces += $0 })
      #expect(pieces == text)
      #expect(try model.generate(after: [9, 80], generation) == text)
    }
  }
}
