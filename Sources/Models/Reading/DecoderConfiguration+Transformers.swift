import Formats
import Tensors

extension DecoderConfiguration {
  /// Reads the `config.json` of a model of transformers. Throws `FormatError` for missing keys and `ModelError` for
  /// values that make no sense, and for keys that nothing here reads.
  package init(transformers document: JSONObject) throws {
    let d = ModelDescription(document)
    let type = try d.text("model_type")
    guard let family = ModelFamily.all.first(where: { $0.type == type }) else {
      guard !d.has("text_config") else {
        throw d.invalid("text_config", "says that the model reads more than text, which can't be run")
      }
      throw ModelError.unknownArchitecture(type)
    }
    try self.init(family, d, family.keys, vocabulary: try d.count("vocab_size"), pairing: .halves)
    isTied = try d.boolean("tie_word_embeddings", default: family.isUsuallyTied)
    if !hasLearnedPositions { try readRotation(d) }
    try family.readTransformers(&self, d)
    try d.require("use_bidirectional_attention", is: false)
    try d.require("add_cross_attention", is: false)
    try d.checkAllAsked(but: .transformers)
  }

  private mutating func readRotation(_ d: ModelDescription) throws {
    // Version 5 has all in `rope_parameters`, for each kind of layers where they differ; older ones `rope_scaling`.
    let parameters = try d.object("rope_parameters") ?? d.object("rope_scaling")
    if let kinds = parameters, kinds.has("full_attention"), let global = try kinds.object("full_attention") {
      try readRotation(d, global)
      guard let local = try kinds.object("sliding_attention") else { return }
      try local.require("rope_type", isOneOf: ["default"])
      let base = try local.positive("rope_theta", default: sliding?.rotaryBase)
      sliding?.rotaryBase = base
    } else {
      try readRotation(d, parameters)
    }
  }

  private mutating func readRotation(_ d: ModelDescription, _ p: ModelDescription?) throws {
    let own = p?.has("rope_theta") == true ? p : nil
    rotaryBase = try (own ?? d).number("rope_theta", default: rotaryBase)
    guard rotaryBase.isFinite, rotaryBase > 1 else {
      throw (own ?? d).invalid("rope_theta", "should be a number above 1")
    }
    for source in [d, p].compactMap({ $0 }) where try source.number("partial_rotary_factor", default: 1) != 1 {
      throw source.invalid("partial_rotary_factor", "leaves a part of a head unrotated, which can't be run yet")
    }
    guard let p else { return }
    let typeKey = p.has("rope_type") ? "rope_type" : "type"
    // An older name; `type` may stand beside `rope_type`.
    if typeKey == "rope_type" { _ = p.has("type") }
    let place = p.has("original_max_position_embeddings") ? p : d
    let original = try place.count("original_max_position_embeddings", default: contextLength, most: 1 << 24)
    _ = d.has("original_max_position_embeddings")
    switch try p.text(typeKey, default: "default") {
    case "default": break
    case "linear": rotaryDivisors = Array(repeating: try p.positive("factor"), count: headSize / 2)
    case "dynamic":
      // Its base grows with texts that are longer than the context, and no text is longer here.
      _ = try p.positive("factor")
    case "llama3":
      rotaryDivisors = Llama3Scaling(
        factor: try p.positive("factor"), lowFrequencyFactor: try p.positive("low_freq_factor"),
        highFrequencyFactor: try p.positive("high_freq_factor"), original: Double(original)
      ).divisors(size: headSize, base: rotaryBase)
    case "yarn":
      let factor = try p.positive("factor", default: Double(contextLength) / Double(original))
      let yarn = YaRN(
        factor: factor, original: original, fast: try p.positive("beta_fast", default: 32),
        slow: try p.positive("beta_slow", default: 1), truncates: try p.boolean("truncate", default: true))
      rotaryDivisors = yarn.divisors(size: headSize, base: rotaryBase)
      rotaryAmplitude = yarn.amplitude
      if p.has("mscale"), p.has("mscale_all_dim") {
        let (one, other) = (try p.number("mscale"), try p.number("mscale_all_dim"))
        if one != 0, other != 0 {
          rotaryAmplitude = YaRN.amplitude(factor, weight: one) / YaRN.amplitude(factor, weight: other)
        }
      }
      rotaryAmplitude = try p.positive("attention_factor", default: rotaryAmplitude)
    case "longrope", "su": try readLongRope(p, original)
    case let other: throw p.invalid(typeKey, "is '\(other)', which can't be run yet")
    }
  }

  /// LongRoPE (Ding and others 2024). Texts beyond the original context have other factors from their first position on;
  /// a text that grows would change as a whole, so the model reads what it reads with the short ones.
  private mutating func readLongRope(_ p: ModelDescription, _ original: Int) throws {
    rotaryDivisors = try p.positives("short_factor", count: headSize / 2)
    _ = try p.positives("long_factor", count: headSize / 2)
    let factor = try p.positive("factor", default: Double(contextLength) / Double(original))
    let usual =
      factor <= 1 ? 1 : (1 + ScalarMath.log(factor) / ScalarMath.log(Double(original))).squareRoot()
    rotaryAmplitude = try p.positive("attention_factor", default: usual)
    contextLength = min(contextLength, original)
  }

  /// The layers that slide, as `layer_types` says, or else as `other` does.
  mutating func readSliding(_ d: ModelDescription, otherwise other: [Bool]) throws {
    let types = try d.perLayer("layer_types", layers) { value -> Bool? in
      switch value.text {
      case "sliding_attention": true
      case "full_attention": false
      default: nil
      }
    }
    let layers = types ?? other
    guard layers.contains(true) else {
      // A window that no layer has.
      _ = d.has("sliding_window")
      sliding = nil
      return
    }
    let window = try d.count("sliding_window", most: 1 << 30)
    sliding = SlidingLayers(window: window, layers: layers, rotaryBase: sliding?.rotaryBase)
  }

  /// Qwen's way to say which layers slide where `layer_types` does not: the last ones, if any.
  mutating func readLastSliding(_ d: ModelDescription) throws {
    let slides = try d.boolean("use_sliding_window", default: false)
    let first = try d.number("max_window_layers", default: 28)
    let all = (0..<layers).map { slides && Double($0) >= first }
    try readSliding(d, otherwise: all)
  }

  /// The biases that `attention_bias` and `mlp_bias` stand for.
  mutating func readBiases(_ d: ModelDescription) throws {
    if try d.boolean("attention_bias", default: false) { biases.formUnion([.query, .key, .value, .output]) }
    if try d.boolean("mlp_bias", default: false) { biases.formUnion([.gate, .up, .down]) }
  }

  /// Throws for another activation function than the family's.
  mutating func readActivation(_ d: ModelDescription, _ key: String = "hidden_act") throws {
    guard d.has(key) else { return }
    switch try d.text(key) {
    case "silu", "swish": activation = .silu
    case "gelu_pytorch_tanh", "gelu_new", "gelu_fast": activation = .gelu
    case let other: throw d.invalid(key, "is '\(other)', which can't be run")
    }
  }
}
