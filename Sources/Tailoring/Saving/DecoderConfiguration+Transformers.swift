import Formats
import Models
import Tokenizers

extension DecoderConfiguration {
  /// The `config.json` of a decoder in transformers, in the keys that its versions 4 and 5 read.
  func transformersDocument(
    _ special: SpecialTokens, isTied: Bool, encoding: FloatEncoding
  ) -> JSONObject {
    let isGemma = architecture == "gemma3"
    var object = JSONObject([
      ("architectures", [isGemma ? "Gemma3ForCausalLM" : "LlamaForCausalLM"]),
      ("model_type", isGemma ? "gemma3_text" : "llama"), ("vocab_size", .integer(vocabulary)),
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
    if isGemma {
      object["hidden_activation"] = "gelu_pytorch_tanh"
      object["query_pre_attn_scalar"] = .integer(headSize)
    } else {
      object["hidden_act"] = "silu"
      object["mlp_bias"] = false
    }
    if let sliding {
      object["sliding_window"] = .integer(sliding.window)
      object["rope_local_base_freq"] = .number(sliding.rotaryBase)
      object["layer_types"] = .array(
        (0..<layers).map { window(ofLayer: $0) == nil ? "full_attention" : "sliding_attention" })
    }
    return object
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
