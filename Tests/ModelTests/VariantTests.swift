import Formats
import Platform
import Tensors
import Testing

@testable import Models

/// What a file says of its model is computed, or refused by name: the tiny models with keys and tensors added, against
/// transformers (`make_variants.py`).
struct VariantTests {
  struct Expected: Decodable {
    let ids: [Int]
    let rows: [Int]
    let logits: [String: [[Double]]]
  }

  /// A file with changes.
  struct Variant: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let model: String
    /// What transformers computes, by the name that the fixture has for it; `nil` where the file is refused.
    let expected: String?
    var keys: [String: EncodedValue] = [:]
    /// Tensors of so many numbers.
    var tensors: [String: Int] = [:]
    var error: ModelError?

    /// A file that gives what transformers does.
    init(
      _ name: String, _ model: String, as expected: String, keys: [String: EncodedValue] = [:],
      tensors: [String: Int] = [:]
    ) {
      (testDescription, self.model, self.expected, self.keys, self.tensors) = (name, model, expected, keys, tensors)
    }

    /// A Llama that is refused.
    init(
      _ name: String, refused error: ModelError?, keys: [String: EncodedValue] = [:], tensors: [String: Int] = [:]
    ) {
      (testDescription, model, expected, self.error, self.keys, self.tensors) = (
        name, "tiny-llama", nil, error, keys, tensors
      )
    }

    /// The file, written to a folder.
    func save(in folder: String) throws -> String {
      let file = try GGUFFile(path: ReferenceValues.fixture("\(model).gguf.bin").path)
      var metadata = GGUFMetadata(copying: file)
      for (key, value) in keys { metadata[key] = value }
      var sources = file.tensors.map { tensor in
        TensorSource(tensor.name, shape: tensor.dimensions.reversed(), type: tensor.type) {
          try $0(file.bytes(of: tensor))
        }
      }
      for (name, count) in tensors.sorted(by: { $0.key < $1.key }) {
        let isFactors = name == "rope_freqs.weight"
        let values = (0..<count).map { (i: Int) -> Float in
          if isFactors { return 1 + Float(i) / 2 }
          return Float((7 * i) % 13 - 6) / 20
        }
        sources.append(TensorSource(name, shape: [count], values: values))
      }
      try GGUFWriter(sources, metadata: metadata).save(to: folder + "/variant.gguf")
      return folder + "/variant.gguf"
    }
  }

  static let variants: [Variant] = [
    Variant("factors of the rotation", "tiny-llama", as: "rope_freqs", tensors: ["rope_freqs.weight": 8]),
    Variant(
      "the factor with its type", "tiny-llama", as: "linear",
      keys: ["llama.rope.scaling.type": EncodedValue("linear"), "llama.rope.scaling.factor": EncodedValue(Float(4))]),
    Variant(
      "the factor without a type", "tiny-llama", as: "linear",
      keys: ["llama.rope.scaling.factor": EncodedValue(Float(4))]),
    Variant("the older key", "tiny-llama", as: "linear", keys: ["llama.rope.scale_linear": EncodedValue(Float(4))]),
    Variant(
      "biases of attention", "tiny-llama", as: "attention biases",
      tensors: biases(["attn_q": 64, "attn_k": 32, "attn_v": 32, "attn_output": 32])),
    Variant(
      "biases of the feed-forward", "tiny-llama", as: "feed-forward biases",
      tensors: biases(["ffn_gate": 48, "ffn_up": 48, "ffn_down": 32])),
    Variant(
      "the pattern of sliding layers", "tiny-gemma", as: "pattern",
      keys: ["gemma3.attention.sliding_window_pattern": EncodedValue(UInt32(2))]),
    Variant(
      "the pattern, layer by layer", "tiny-gemma", as: "pattern",
      keys: [
        "gemma3.attention.sliding_window_pattern": EncodedValue([true, false, true, false, true, false, true])
      ]),
    Variant(
      "the base of sliding layers", "tiny-gemma", as: "local base",
      keys: ["gemma3.rope.freq_base_swa": EncodedValue(Float(100))]),
    Variant(
      "capped logits", "tiny-gemma", as: "caps",
      keys: ["gemma3.final_logit_softcapping": EncodedValue(Float(4))]),
  ]

  private static func biases(_ counts: [String: Int]) -> [String: Int] {
    var result: [String: Int] = [:]
    for layer in 0..<2 {
      for (name, count) in counts { result["blk.\(layer).\(name).bias"] = count }
    }
    return result
  }

  @Test(arguments: variants) func agreesWithTransformers(_ variant: Variant) throws {
    let expected: Expected = try ReferenceValues.read("variants")
    let folder = try TemporaryFolder()
    let model = try LanguageModel(name: "variant", path: variant.save(in: folder.path()))
    let logits = model.decoder.logits(
      of: model.decoder.hidden(model.decoder.embedded(expected.ids), cache: KeyValueCache(model.configuration)))
    for (row, values) in zip(expected.rows, try #require(expected.logits[variant.expected ?? ""])) {
      for (column, value) in values.enumerated() {
        #expect(abs(Double(logits[row, column]) - value) < 1e-3, "row \(row), column \(column)")
      }
    }
  }

  static let refused: [Variant] = [
    Variant(
      "a tensor without a place", refused: .unusedTensor("blk.0.nonsense.weight", others: 0),
      tensors: ["blk.0.nonsense.weight": 8]),
    Variant(
      "a bias of an RMS norm", refused: .unusedTensor("output_norm.bias", others: 0), tensors: ["output_norm.bias": 32]),
    Variant(
      "norms that a Llama lacks", refused: .unusedTensor("blk.0.attn_k_norm.weight", others: 1),
      tensors: ["blk.0.attn_q_norm.weight": 16, "blk.0.attn_k_norm.weight": 16]),
    Variant(
      "a bias in one layer alone", refused: .unusedTensor("blk.1.attn_q.bias", others: 0),
      tensors: ["blk.1.attn_q.bias": 64]),
    Variant(
      "attention both ways",
      refused: .invalid(key: "llama.attention.causal", problem: "is false, which can't be run"),
      keys: ["llama.attention.causal": EncodedValue(false)]),
    Variant(
      "a key that nobody knows", refused: .unknownKey("llama.unheard_of"),
      keys: ["llama.unheard_of": EncodedValue(UInt32(1))]),
    Variant(
      "a mixture of experts", refused: .mixtureOfExperts(key: "llama.expert_count"),
      keys: ["llama.expert_count": EncodedValue(UInt32(8)), "llama.expert_used_count": EncodedValue(UInt32(2))]),
    Variant(
      "a part of several files",
      refused: .invalid(
        key: "split.count", problem: "says that this is one of 2 files; join them: llama-gguf-split --merge"),
      keys: ["split.count": EncodedValue(UInt16(2))]),
    Variant(
      "an adapter",
      refused: .invalid(key: "general.type", problem: "is 'adapter', but a whole model is needed"),
      keys: ["general.type": EncodedValue("adapter")]),
    Variant(
      "another family", refused: .unknownArchitecture("mamba"), keys: ["general.architecture": EncodedValue("mamba")]),
  ]

  @Test(arguments: refused) func isRefused(_ variant: Variant) throws {
    let folder = try TemporaryFolder()
    let path = try variant.save(in: folder.path())
    #expect(throws: try #require(variant.error)) { try LanguageModel(name: "variant", path: path) }
  }

  /// A number of experts of 0 says that there are none.
  @Test func noExpertsAreNoMixture() throws {
    let variant = Variant("no experts", refused: nil, keys: ["llama.expert_count": EncodedValue(UInt32(0))])
    let folder = try TemporaryFolder()
    #expect(throws: Never.self) { try LanguageModel(name: "variant", path: variant.save(in: folder.path())) }
  }
}
