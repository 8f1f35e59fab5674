import Formats
import Models
import Tokenizers

extension DecoderConfiguration {
  /// The `config.json` of a decoder in transformers, in the keys that its versions 4 and 5 read. Throws
  /// `TailoringError` for what they can't say.
  func transformersDocument(
    name: String, _ special: SpecialTokens, isTied: Bool, encoding: FloatEncoding
  ) throws(TailoringError) -> JSONObject {
    var object = JSONObject([
      ("architectures", [.text(family.className)]), ("model_type", .text(family.type)),
      ("vocab_size", .integer(vocabulary)), ("tie_word_embeddings", .boolean(isTied)),
      ("torch_dtype", .text(encoding.nameInTorch)), ("use_cache", true),
    ])
    for (key, id) in [
      ("bos_token_id", special.beginning), ("eos_token_id", special.end), ("pad_token_id", special.padding),
    ] {
      object[key] = id.map(JSONValue.integer) ?? .null
    }
    for (key, value) in family == .gpt2 ? gpt2Keys : llamaKeys { object[key] = value }
    for (key, value) in familyKeys { object[key] = value }
    let known: Set<Projection> = [.query, .key, .value, .output]
    let hasBiases = biases.isSuperset(of: known)
    if family != .gpt2, family != .qwen2 {
      object["attention_bias"] = .boolean(hasBiases)
      if family == .llama || family == .smollm3 {
        object["mlp_bias"] = .boolean(biases.isSuperset(of: [.gate, .up, .down]))
      }
    }
    let said = family.usualBiases.union(object["attention_bias"]?.boolean == true ? known : [])
      .union(object["mlp_bias"]?.boolean == true ? [.gate, .up, .down] : [])
    guard biases == said else { throw TailoringError(.unsayable(what: "some of its biases", model: name)) }
    return object
  }

  private var llamaKeys: [(String, JSONValue)] {
    var keys: [(String, JSONValue)] = [
      ("hidden_size", .integer(width)), ("intermediate_size", .integer(feedForwardWidth)),
      ("num_hidden_layers", .integer(layers)), ("num_attention_heads", .integer(heads)),
      ("num_key_value_heads", .integer(keyValueHeads)), ("head_dim", .integer(headSize)),
      ("max_position_embeddings", .integer(contextLength)), ("rms_norm_eps", number(normEpsilon)),
      ("rope_theta", .number(rotaryBase)), ("attention_dropout", 0),
    ]
    if let first = rotaryDivisors.first {
      if rotaryAmplitude == 1, rotaryDivisors.allSatisfy({ $0 == first }) {
        keys.append(("rope_scaling", ["rope_type": "linear", "factor": .number(first)]))
      } else {
        // Any divisors can be said this way.
        let divisors = JSONValue.array(rotaryDivisors.map { .number($0) })
        keys.append(("original_max_position_embeddings", .integer(contextLength)))
        keys.append(
          (
            "rope_scaling",
            [
              "rope_type": "longrope", "short_factor": divisors, "long_factor": divisors, "factor": 1,
              "attention_factor": .number(rotaryAmplitude),
              "original_max_position_embeddings": .integer(contextLength),
            ]
          ))
      }
    }
    if let sliding {
      keys.append(("sliding_window", .integer(sliding.window)))
      let types = sliding.layers.map { JSONValue.text($0 ? "sliding_attention" : "full_attention") }
      if family != .phi3 { keys.append(("layer_types", .array(types))) }
    }
    return keys
  }

  private var gpt2Keys: [(String, JSONValue)] {
    [
      ("n_embd", .integer(width)), ("n_inner", .integer(feedForwardWidth)), ("n_layer", .integer(layers)),
      ("n_head", .integer(heads)), ("n_positions", .integer(contextLength)),
      ("layer_norm_epsilon", number(normEpsilon)), ("activation_function", "gelu_new"),
    ]
  }

  /// The keys that only this family has.
  private var familyKeys: [(String, JSONValue)] {
    switch family {
    case .gemma2, .gemma3:
      var keys: [(String, JSONValue)] = [
        ("hidden_activation", "gelu_pytorch_tanh"),
        ("query_pre_attn_scalar", .integer(Int((1 / (attentionScale * attentionScale)).rounded()))),
        ("attn_logit_softcapping", attentionCap.map { number($0) } ?? .null),
        ("final_logit_softcapping", logitCap.map { number($0) } ?? .null),
      ]
      if let base = sliding?.rotaryBase { keys.append(("rope_local_base_freq", .number(base))) }
      return keys
    case .smollm3:
      return [
        ("hidden_act", "silu"), ("no_rope_layers", .array(rotatingLayers.map { .integer($0 ? 1 : 0) })),
      ]
    case .gpt2: return []
    default: return [("hidden_act", "silu")]
    }
  }

  /// A float's own shortest digits: 1e-05, not the double behind it.
  private func number(_ float: Float) -> JSONValue { .number(Double(float.description) ?? Double(float)) }
}

extension FloatEncoding {
  /// What PyTorch calls the type.
  var nameInTorch: String {
    switch self {
    case .f16: "float16"
    case .bf16: "bfloat16"
    case .f32, .q8_0: "float32"
    }
  }
}

extension DecoderConfiguration {
  /// The module of a projection in transformers, and in PEFT's files.
  func moduleName(_ projection: Projection, inLayer layer: Int) -> String {
    family.namesInTransformers.module(projection, layer: layer)
  }

  /// The last part of the module's name, which is what `target_modules` lists.
  func targetName(_ projection: Projection) -> String {
    moduleName(projection, inLayer: 0).split(separator: ".").last.map(String.init) ?? ""
  }
}
