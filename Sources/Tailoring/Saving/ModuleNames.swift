import Models

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
  /// The tensor's name in transformers, in a decoder of a family (`llama`, `gemma3`).
  func nameInTransformers(_ architecture: String) -> String {
    switch self {
    case .embeddings: "model.embed_tokens.weight"
    case .output: "lm_head.weight"
    case .outputNorm: "model.norm.weight"
    case .projection(let projection, let layer): "\(projection.moduleName(inLayer: layer)).weight"
    case .norm(let norm, let layer):
      "model.layers.\(layer).\(norm.nameInTransformers(normsOutputs: architecture == "gemma3")).weight"
    }
  }
}

extension WeightPlace.LayerNorm {
  /// What a family without norms of outputs calls `post_attention_layernorm` stands before the feed-forward.
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
