extension ModelFamily {
  /// SmolLM3 (2025): a Llama that rotates nothing in every fourth layer (Yang and others 2025).
  package static let smollm3 = ModelFamily(
    name: "smollm3", type: "smollm3", className: "SmolLM3ForCausalLM", isUsuallyTied: true, pairing: .neighbours,
    rotaryBase: 2_000_000,
    base: { c in c.rotatingLayers = (1...c.layers).map { $0 % 4 != 0 } },
    readTransformers: { c, d in
      let period = try d.count("no_rope_layer_interval", default: 4)
      let rotating = try d.perLayer("no_rope_layers", c.layers) { $0.integer.map { $0 != 0 } }
      c.rotatingLayers = rotating ?? (1...c.layers).map { $0 % period != 0 }
      try c.readActivation(d)
      try c.readBiases(d)
      try c.readLastSliding(d)
    })
}
