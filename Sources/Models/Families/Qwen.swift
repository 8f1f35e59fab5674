extension ModelFamily {
  /// Qwen 2 and 2.5 (Yang and others 2024): biases of queries, keys and values.
  package static let qwen2 = ModelFamily(
    name: "qwen2", type: "qwen2", className: "Qwen2ForCausalLM",
    usualBiases: [.query, .key, .value],
    readTransformers: { c, d in
      try c.readActivation(d)
      try c.readLastSliding(d)
    })

  /// Qwen 3 (2025): norms of queries and keys in place of the biases.
  package static let qwen3 = ModelFamily(
    name: "qwen3", type: "qwen3", className: "Qwen3ForCausalLM",
    base: { $0.norms.formUnion([.query, .key]) },
    readTransformers: { c, d in
      try c.readActivation(d)
      try c.readBiases(d)
      try c.readLastSliding(d)
    })
}
