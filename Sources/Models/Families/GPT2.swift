import Tensors

extension ModelFamily {
  /// GPT-2 (Radford and others 2019): learned positions, layer norms, biases everywhere, no gate.
  package static let gpt2 = ModelFamily(
    name: "gpt2", type: "gpt2", className: "GPT2LMHeadModel", isUsuallyTied: true,
    namesInGGUF: .gguf.changing(
      projections: [.query: "attn_qkv", .key: "attn_qkv", .value: "attn_qkv"], fused: [[.query, .key, .value]]),
    namesInTransformers: NameTable(
      embeddings: "transformer.wte", positions: "transformer.wpe", outputNorm: "transformer.ln_f", output: "lm_head",
      layer: "transformer.h.#.",
      projections: [
        .query: "attn.c_attn", .key: "attn.c_attn", .value: "attn.c_attn", .output: "attn.c_proj", .up: "mlp.c_fc",
        .down: "mlp.c_proj",
      ],
      norms: [.attention: "ln_1", .feedForward: "ln_2"], fused: [[.query, .key, .value]], storesInputsFirst: true),
    keys: DescriptionKeys(
      layers: "n_layer", width: "n_embd", feedForwardWidth: "n_inner", heads: "n_head", keyValueHeads: "n_head",
      headSize: "head_dim", contextLength: "n_positions", normEpsilon: "layer_norm_epsilon"),
    activation: .gelu, usualBiases: [.query, .key, .value, .output, .up, .down],
    base: { c in
      c.hasLearnedPositions = true
      c.normKind = .layer
      c.isGated = false
    },
    readTransformers: { c, d in
      try c.readActivation(d, "activation_function")
      try d.require("scale_attn_weights", is: true)
      try d.require("scale_attn_by_inverse_layer_idx", is: false)
    })
}
