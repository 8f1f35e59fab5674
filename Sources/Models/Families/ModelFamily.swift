import Formats
import Tensors

/// A family of decoders: its names, what holds for all its models, and what its files say beyond what all files say.
/// Each has a file beside this one.
package struct ModelFamily: Sendable {
  /// What messages call it; `general.architecture` in GGUF, unless `isInGGUF` is false.
  package let name: String
  /// Whether GGUF knows it by this name. Mistral's models are Llamas there.
  var isInGGUF = true
  /// `model_type` and the class of transformers.
  package let type: String
  package let className: String
  /// Whether logits are made with the embeddings where `config.json` does not say it.
  var isUsuallyTied = false
  var namesInGGUF = NameTable.gguf
  package var namesInTransformers = NameTable.transformers
  /// The keys of `config.json` that it spells in its own way.
  var keys = DescriptionKeys.transformers
  /// How GGUF's files of it pair the numbers of a head; those of transformers pair halves.
  var pairing = Rotary.Pairing.halves
  var activation = Activation.silu
  /// The rotation's base where a file names none.
  var rotaryBase = 10_000.0
  /// The projections that have biases in all its models.
  package var usualBiases: Set<Projection> = []
  /// Sets what holds for all its models.
  var base: @Sendable (inout DecoderConfiguration) -> Void = { _ in }
  /// Reads its own keys.
  var readGGUF: @Sendable (inout DecoderConfiguration, ModelDescription) throws -> Void = { _, _ in }
  var readTransformers: @Sendable (inout DecoderConfiguration, ModelDescription) throws -> Void = { _, _ in }

  /// All families, the most asked for first.
  package static let all: [ModelFamily] = [
    .llama, .qwen2, .qwen3, .gemma2, .gemma3, .mistral, .phi3, .smollm3, .olmo2, .gpt2,
  ]
}

extension ModelFamily: Equatable {
  package static func == (left: ModelFamily, right: ModelFamily) -> Bool { left.name == right.name }
}

/// How a kind of files spells what all say.
struct DescriptionKeys: Sendable {
  var layers, width, feedForwardWidth, heads, keyValueHeads, headSize, contextLength, normEpsilon: String

  static let gguf = DescriptionKeys(
    layers: "block_count", width: "embedding_length", feedForwardWidth: "feed_forward_length",
    heads: "attention.head_count", keyValueHeads: "attention.head_count_kv", headSize: "attention.key_length",
    contextLength: "context_length", normEpsilon: "attention.layer_norm_rms_epsilon")

  static let transformers = DescriptionKeys(
    layers: "num_hidden_layers", width: "hidden_size", feedForwardWidth: "intermediate_size",
    heads: "num_attention_heads", keyValueHeads: "num_key_value_heads", headSize: "head_dim",
    contextLength: "max_position_embeddings", normEpsilon: "rms_norm_eps")
}

extension DecoderConfiguration {
  /// What all descriptions say. Throws `FormatError` for keys that are missing, and `ModelError` for values that make
  /// no sense.
  init(
    _ family: ModelFamily, _ d: ModelDescription, _ keys: DescriptionKeys, vocabulary: Int, pairing: Rotary.Pairing
  ) throws {
    let (width, heads) = (try d.count(keys.width), try d.count(keys.heads, most: 1024))
    let keyValueHeads = try d.count(keys.keyValueHeads, default: heads, most: 1024)
    guard heads % keyValueHeads == 0 else {
      throw d.invalid(keys.keyValueHeads, "is \(keyValueHeads), which does not divide \(heads) heads")
    }
    let headSize = try d.count(keys.headSize, default: max(1, width / heads), most: 4096)
    guard headSize % 2 == 0 else { throw d.invalid(keys.headSize, "is \(headSize), but heads have an even size") }
    self.init(
      family: family, layers: try d.count(keys.layers, most: 1024), width: width,
      feedForwardWidth: try d.count(keys.feedForwardWidth, default: family == .gpt2 ? 4 * width : nil), heads: heads,
      keyValueHeads: keyValueHeads, headSize: headSize, vocabulary: vocabulary,
      contextLength: try d.count(keys.contextLength, most: 1 << 24),
      normEpsilon: Float(try d.positive(keys.normEpsilon)), rotaryBase: family.rotaryBase, rotaryPairing: pairing)
    biases = family.usualBiases
    family.base(&self)
  }
}
