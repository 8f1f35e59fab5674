import Formats
import Models
import Tensors
import Tokenizers

extension DecoderConfiguration {
  /// The `config.json` of a decoder in transformers, in the keys that its versions 4 and 5 read.
  func transformersDocument(
    _ special: SpecialTokens, isTied: Bool, encoding: FloatEncoding
  ) -> JSONObject {
    let family = transformersFamily
    var object = JSONObject([
      ("architectures", [.text(family.className)]), ("model_type", .text(family.type)),
      ("vocab_size", .integer(vocabulary)),
      ("hidden_size", .integer(width)), ("intermediate_size", .integer(feedForwardWidth)),
      ("num_hidden_layers", .integer(layers)), ("num_attention_heads", .integer(heads)),
      ("num_key_value_heads", .integer(keyValueHeads)), ("head_dim", .integer(headSize)),
      ("max_position_embeddings", .integer(contextLength)), ("rms_norm_eps", number(normEpsilon)),
      ("rope_theta", .number(rotaryBase)), ("attention_bias", false), ("attention_dropout", 0),
      ("tie_word_embeddings", .boolean(isTied)), ("torch_dtype", .text(encoding.nameInTorch)), ("use_cache", true),
    ])
    object["rope_scaling"] = rotaryScale == 1 ? nil : ["rope_type": "linear", "factor": .number(rotaryScale)]
    for (key, id) in [
      ("bos_token_id", special.beginning), ("eos_token_id", special.end), ("pad_token_id", special.padding),
    ] {
      object[key] = id.map(JSONValue.integer) ?? .null
    }
    for (key, value) in family.ownKeys { object[key] = value }
    if let sliding {
      object["sliding_window"] = .integer(sliding.window)
      object["rope_local_base_freq"] = .number(sliding.rotaryBase)
      object["layer_types"] = .array(
        (0..<layers).map { window(ofLayer: $0) == nil ? "full_attention" : "sliding_attention" })
    }
    return object
  }

  /// What transformers calls the family, and the keys that only this family has.
  private var transformersFamily: (className: String, type: String, ownKeys: [(String, JSONValue)]) {
    switch family {
    case .gemma3:
      (
        "Gemma3ForCausalLM", "gemma3_text",
        [("hidden_activation", "gelu_pytorch_tanh"), ("query_pre_attn_scalar", .integer(headSize))]
      )
    case .llama: ("LlamaForCausalLM", "llama", [("hidden_act", "silu"), ("mlp_bias", false)])
    }
  }

  /// A float's own shortest digits: 1e-05, not the double behind it.
  private func number(_ float: Float) -> JSONValue { .number(Double(float.description) ?? Double(float)) }
}

extension FloatEncoding {
  /// What PyTorch calls the type.
  fileprivate var nameInTorch: String {
    switch self {
    case .f16: "float16"
    case .bf16: "bfloat16"
    case .f32, .q8_0: "float32"
    }
  }
}

extension Projection {
  /// The module's name within a layer in Hugging Face's transformers, for Llama as for Gemma 3.
  var moduleName: String {
    switch self {
    case .query: "self_attn.q_proj"
    case .key: "self_attn.k_proj"
    case .value: "self_attn.v_proj"
    case .output: "self_attn.o_proj"
    case .gate: "mlp.gate_proj"
    case .up: "mlp.up_proj"
    case .down: "mlp.down_proj"
    }
  }

  /// The last part of the module's name, which is what `target_modules` lists.
  var targetName: String { String(moduleName.split(separator: ".").last ?? "") }

  /// The module's full name in transformers.
  func moduleName(inLayer layer: Int) -> String { "model.layers.\(layer).\(moduleName)" }
}

extension WeightPlace {
  /// The tensor's name in transformers, in a decoder of this configuration.
  func nameInTransformers(_ configuration: DecoderConfiguration) -> String {
    switch self {
    case .embeddings: "model.embed_tokens.weight"
    case .output: "lm_head.weight"
    case .outputNorm: "model.norm.weight"
    case .projection(let projection, let layer): "\(projection.moduleName(inLayer: layer)).weight"
    case .norm(let norm, let layer):
      "model.layers.\(layer).\(norm.nameInTransformers(normsOutputs: configuration.normsOutputs)).weight"
    }
  }
}

extension WeightPlace.LayerNorm {
  /// Where outputs are not normed, `post_attention_layernorm` is the norm before the feed-forward.
  fileprivate func nameInTransformers(normsOutputs: Bool) -> String {
    switch self {
    case .attention: "input_layernorm"
    case .feedForward: normsOutputs ? "pre_feedforward_layernorm" : "post_attention_layernorm"
    case .attentionOutput: "post_attention_layernorm"
    case .feedForwardOutput: "post_feedforward_layernorm"
    case .query: "self_attn.q_norm"
    case .key: "self_attn.k_norm"
    }
  }
}

/// The order of a projection's rows, here and in transformers.
///
/// Rotary positions turn pairs of a head's numbers: transformers pairs i with i + size/2, GGUF's Llama 2i with 2i +
/// 1, and stores the rows of queries and keys accordingly.
struct RowOrder {
  /// For each row in transformers the row here; `nil` where the order is the same.
  let here: [Int]?

  init(of projection: Projection, _ configuration: DecoderConfiguration) {
    let heads =
      switch projection {
      case .query: configuration.heads
      case .key: configuration.keyValueHeads
      default: 0
      }
    guard configuration.rotaryPairing == .neighbours, heads > 0 else {
      here = nil
      return
    }
    let half = configuration.headSize / 2
    here = (0..<heads * 2 * half).map { row in
      let (head, place) = row.quotientAndRemainder(dividingBy: 2 * half)
      return head * 2 * half + place % half * 2 + place / half
    }
  }

  /// Rows as transformers has them.
  func exported(_ tensor: Tensor) -> Tensor { here.map { tensor.rows(at: $0) } ?? tensor }

  /// Rows from transformers in the order here.
  func imported(_ tensor: Tensor) -> Tensor {
    guard let here else { return tensor }
    var theirs = here
    for (row, place) in here.enumerated() { theirs[place] = row }
    return tensor.rows(at: theirs)
  }
}
