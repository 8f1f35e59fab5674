import Foundation
import Tokenizers

/// A tiny trained vocabulary with the ids that Hugging Face's `tokenizers` gives, as `make_vocabularies.py` writes it.
struct Trained: Decodable {
  let tokens: [String]
  let kinds: [Int]
  let scores: [Float]?
  let merges: [String]?
  let cases: [Case]

  struct Case: Decodable, Sendable {
    let text: String
    let gpt2, smollm, plain, special: [Int]?

    enum CodingKeys: String, CodingKey {
      case text, smollm, plain, special
      case gpt2 = "gpt-2"
    }
  }

  static let byteLevel = load("byte-level")
  static let sentencePiece = load("sentencepiece")

  private static func load(_ name: String) -> Trained {
    let url = Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Fixtures")
    do {
      return try JSONDecoder().decode(Trained.self, from: Data(contentsOf: url ?? URL(fileURLWithPath: name)))
    } catch {
      fatalError("fixture \(name): \(error)")
    }
  }

  var vocabulary: Vocabulary {
    var vocabulary = Vocabulary(model: scores == nil ? "gpt2" : "llama", tokens: ByteStrings(tokens.map(\.utf8)))
    vocabulary.kinds = kinds
    vocabulary.scores = scores ?? []
    vocabulary.merges = ByteStrings((merges ?? []).map(\.utf8))
    if scores != nil {
      vocabulary.special = SpecialTokens(beginning: 2, end: 1, unknown: 3, padding: 0)
      vocabulary.addsBeginning = true
    }
    return vocabulary
  }
}

/// A byte-level vocabulary of letters and what merges make of them, or a SentencePiece one when there are scores.
func vocabulary(_ tokens: [String], merges: [String] = [], scores: [Float]? = nil, kinds: [Int] = []) -> Vocabulary {
  var vocabulary = Vocabulary(model: scores == nil ? "gpt2" : "llama", tokens: ByteStrings(tokens.map(\.utf8)))
  vocabulary.merges = ByteStrings(merges.map(\.utf8))
  vocabulary.scores = scores ?? []
  vocabulary.kinds = kinds
  return vocabulary
}

/// SplitMix64: the same numbers on every machine.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
