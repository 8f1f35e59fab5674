import Tensors

extension ModelFamily {
  private static let norms: [WeightPlace.LayerNorm: String] = [
    .attentionOutput: "post_attention_layernorm", .feedForward: "pre_feedforward_layernorm",
    .feedForwardOutput: "post_feedforward_layernorm",
  ]

  /// Gemma 2 (2024): scaled embeddings, norms before and after, capped scores and logits, every second layer slides.
  package static let gemma2 = ModelFamily(
    name: "gemma2", type: "gemma2", className: "Gemma2ForCausalLM", isUsuallyTied: true,
    namesInTransformers: .transformers.changing(norms: norms), activation: .gelu,
    base: { c in
      c.makeGemma()
      (c.attentionCap, c.logitCap) = (50, 30)
      c.sliding = .init(window: 4096, globalEvery: 2, of: c.layers)
    },
    readGGUF: { c, d in
      try c.readGemma(d)
      c.attentionCap = try d.cap("attn_logit_softcapping", default: c.attentionCap)
      // The 27B model's scale is known by its layers, as no key says it.
      if c.layers == 46 { c.attentionScale = 1 / (Float(c.width) / Float(c.heads)).squareRoot() }
    },
    readTransformers: { c, d in
      try c.readGemmaOfTransformers(d, period: 2)
      // A null says that there is no cap.
      c.attentionCap = try d.cap("attn_logit_softcapping", default: nil)
    })

  /// Gemma 3 (2025): norms of queries and keys instead of capped scores, five sliding layers for each global one, with a
  /// rotation of their own.
  package static let gemma3 = ModelFamily(
    name: "gemma3", type: "gemma3_text", className: "Gemma3ForCausalLM", isUsuallyTied: true,
    namesInTransformers: .transformers.changing(norms: norms), activation: .gelu, rotaryBase: 1_000_000,
    base: { c in
      c.makeGemma()
      c.norms.formUnion([.query, .key])
      c.sliding = .init(window: 512, globalEvery: 6, of: c.layers, rotaryBase: 10_000)
    },
    readGGUF: { c, d in
      try c.readGemma(d)
      // As above.
      if c.layers == 62 { c.attentionScale = 1 / (Float(c.width) / Float(c.heads)).squareRoot() }
      c.sliding?.rotaryBase = try d.positive("rope.freq_base_swa", default: 10_000)
    },
    readTransformers: { c, d in
      let key = "rope_local_base_freq"
      if d.has(key) { c.sliding?.rotaryBase = try d.positive(key) }
      try c.readGemmaOfTransformers(d, period: 6)
    })
}

extension DecoderConfiguration {
  /// What holds for all Gemmas.
  fileprivate mutating func makeGemma() {
    embeddingScale = Float(width).squareRoot()
    norms.formUnion([.attentionOutput, .feedForwardOutput])
    normsAddOne = true
  }

  fileprivate mutating func readGemma(_ d: ModelDescription) throws {
    if let window = sliding?.window {
      sliding?.window = try d.count("attention.sliding_window", default: window, most: 1 << 30)
    }
    let key = "attention.sliding_window_pattern"
    if let slides = try d.perLayer(key, layers, \.boolean) {
      sliding?.layers = slides
    } else if d.has(key), var sliding {
      let period = try d.count(key)
      sliding = SlidingLayers(
        window: sliding.window, globalEvery: period, of: layers, rotaryBase: sliding.rotaryBase)
      self.sliding = sliding
    }
    logitCap = try d.cap("final_logit_softcapping", default: logitCap)
  }

  fileprivate mutating func readGemmaOfTransformers(_ d: ModelDescription, period: Int) throws {
    try readActivation(d, "hidden_activation")
    // Beside the key above it says nothing.
    _ = d.has("hidden_act")
    try readBiases(d)
    let key = d.has("_sliding_window_pattern") ? "_sliding_window_pattern" : "sliding_window_pattern"
    let period = try d.count(key, default: period)
    let all = (1...layers).map { $0 % period != 0 }
    try readSliding(d, otherwise: all)
    attentionScale = 1 / Float(try d.positive("query_pre_attn_scalar", default: 256)).squareRoot()
    logitCap = try d.cap("final_logit_softcapping", default: nil)
  }
}

extension ModelDescription {
  /// What numbers are capped at; 0 is no cap.
  fileprivate func cap(_ key: String, default other: Float?) throws -> Float? {
    guard has(key) else { return other }
    let cap = Float(try number(key))
    guard cap.isFinite, cap >= 0 else { throw invalid(key, "should be a number from 0") }
    return cap == 0 ? nil : cap
  }
}
