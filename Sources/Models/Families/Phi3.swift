extension ModelFamily {
  /// Phi-3 and Phi-3.5 mini (Abdin and others 2024): a Llama whose projections are fused, with LongRoPE where texts may
  /// be long.
  package static let phi3 = ModelFamily(
    name: "phi3", type: "phi3", className: "Phi3ForCausalLM",
    namesInGGUF: .gguf.changing(
      projections: [.query: "attn_qkv", .key: "attn_qkv", .value: "attn_qkv", .gate: "ffn_up"], fused: fused),
    namesInTransformers: .transformers.changing(
      projections: [
        .query: "self_attn.qkv_proj", .key: "self_attn.qkv_proj", .value: "self_attn.qkv_proj",
        .gate: "mlp.gate_up_proj", .up: "mlp.gate_up_proj",
      ], fused: fused),
    readGGUF: { c, d in
      guard d.has("attention.sliding_window") else { return }
      let window = try d.number("attention.sliding_window")
      guard window >= 1, window < Double(c.contextLength) else { return }
      c.sliding = .init(window: Int(window), layers: Array(repeating: true, count: c.layers))
    },
    readTransformers: { c, d in
      try c.readActivation(d)
      try c.readBiases(d)
      let all = Array(repeating: d.has("sliding_window"), count: c.layers)
      try c.readSliding(d, otherwise: all)
    })

  private static let fused: [[Projection]] = [[.query, .key, .value], [.gate, .up]]
}
