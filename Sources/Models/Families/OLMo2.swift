extension ModelFamily {
  /// OLMo 2 (2025): norms after attention and feed-forward and none before, and norms of all queries and all keys of a
  /// row together.
  package static let olmo2 = ModelFamily(
    name: "olmo2", type: "olmo2", className: "Olmo2ForCausalLM",
    namesInTransformers: .transformers.changing(
      norms: [.attentionOutput: "post_attention_layernorm", .feedForwardOutput: "post_feedforward_layernorm"]),
    rotaryBase: 500_000,
    base: { c in
      c.norms = [.attentionOutput, .feedForwardOutput, .query, .key]
      c.normsHeadsTogether = true
    },
    readTransformers: { c, d in
      try c.readActivation(d)
      try c.readBiases(d)
    })
}
