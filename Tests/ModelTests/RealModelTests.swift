import Tensors
import Testing

@testable import Models

/// Agreement with transformers' float32 on the real models, from the same files.
@Suite(.serialized) struct RealModelTests {
  @Test(arguments: RealModel.fetched)
  func tokenIdsAgree(model: RealModel) throws {
    let tokenizer = try model.load().tokenizer
    let reference: ReferenceValues = try ReferenceValues.read(model.rawValue)
    for expected in reference.tokenize {
      #expect(tokenizer.encode(expected.text) == expected.ids)
      #expect(String(decoding: tokenizer.decode(expected.ids), as: UTF8.self) == expected.text)
    }
  }

  @Test(arguments: RealModel.fetched)
  func logitsAgree(model: RealModel) throws {
    let language = try model.load()
    let reference: ReferenceValues = try ReferenceValues.read(model.rawValue)
    for expected in reference.logits {
      let ids = language.tokenizer.encode(expected.prompt, addSpecial: true)
      let logits = try language.logits(after: ids, cache: KeyValueCache(language.configuration))
      let sum = logits.reshaped([1, logits.count]).logSumExp()[0]
      #expect(abs(sum - expected.logsumexp) < 5e-3, "\(expected.prompt)")
      for (place, token) in logits.largest(10).enumerated() {
        let logit = Double(logits.floats[token])
        let (expectedToken, expectedLogit) = (Int(expected.top10[place][0]), expected.top10[place][1])
        #expect(abs(logit - expectedLogit) < 5e-3)
        // Ties within a thousandth may swap.
        let isTied = expected.top10.contains { Int($0[0]) == token && abs($0[1] - expectedLogit) < 1e-3 }
        #expect(token == expectedToken || isTied)
      }
    }
  }

  @Test(arguments: RealModel.fetched)
  func greedyContinuationsAgree(model: RealModel) throws {
    let language = try model.load()
    let reference: ReferenceValues = try ReferenceValues.read(model.rawValue)
    for expected in reference.logits {
      let cache = KeyValueCache(language.configuration)
      var next = language.tokenizer.encode(expected.prompt, addSpecial: true)
      var tokens: [Int] = []
      for _ in expected.greedy16 {
        let token = try language.logits(after: next, cache: cache).largest(1)[0]
        tokens.append(token)
        next = [token]
      }
      #expect(tokens == expected.greedy16, "\(expected.prompt)")
    }
  }

  @Test(arguments: RealModel.fetched)
  func lossesAgree(model: RealModel) throws {
    let language = try model.load()
    let reference: ReferenceValues = try ReferenceValues.read(model.rawValue)
    for expected in reference.loss {
      let ids = language.tokenizer.encode(expected.text, addSpecial: true)
      let logProbabilities = try language.logProbabilities(of: ids)
      let loss = -logProbabilities.reduce(0, +) / Double(logProbabilities.count)
      #expect(abs(loss - expected.mean_nll) < 1e-3, "\(expected.text)")
    }
  }

  @Test(arguments: RealModel.fetched)
  func cachedLogitsAreTheSameBits(model: RealModel) throws {
    let language = try model.load()
    let ids = language.tokenizer.encode("bread => pain\nbutter => beurre\ncheese =>", addSpecial: true)
    let whole = try language.logits(after: ids, cache: KeyValueCache(language.configuration))
    let cache = KeyValueCache(language.configuration)
    var one = whole
    for id in ids { one = try language.logits(after: [id], cache: cache) }
    #expect(one.elements == whole.elements)
  }
}
