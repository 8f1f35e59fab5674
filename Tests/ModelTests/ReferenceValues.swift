import Foundation

/// Values that other software computed from a model file; see the scripts beside the fixtures.
struct ReferenceValues: Decodable {
  struct Tokenized: Decodable {
    let text: String
    let ids: [Int]
  }

  struct Logits: Decodable {
    let prompt: String
    /// Pairs of token and logit, likeliest first.
    let top10: [[Double]]
    let logsumexp: Double
    let greedy16: [Int]
  }

  struct Loss: Decodable {
    let text: String
    let mean_nll: Double
  }

  let tokenize: [Tokenized]
  let logits: [Logits]
  let loss: [Loss]

  static func read<T: Decodable>(_ name: String, as type: T.Type = T.self) throws -> T {
    try JSONDecoder().decode(type, from: Data(contentsOf: fixture("\(name).json")))
  }

  static func fixture(_ name: String) -> URL {
    Bundle.module.resourceURL!.appendingPathComponent("Fixtures/\(name)")
  }
}
