extension ModelFamily {
  /// Llama 1 to 3 (Touvron and others 2023; Grattafiori and others 2024), and what is built like them: SmolLM, SmolLM2,
  /// TinyLlama, Vicuna, and Primer's own.
  package static let llama = ModelFamily(
    name: "llama", type: "llama", className: "LlamaForCausalLM", pairing: .neighbours,
    readTransformers: { c, d in
      try c.readActivation(d)
      try c.readBiases(d)
      try d.require("rope_interleaved", is: false)
    })

  /// Mistral (Jiang and others 2023): a Llama all of whose layers slide, where a window is given.
  package static let mistral = ModelFamily(
    name: "mistral", isInGGUF: false, type: "mistral", className: "MistralForCausalLM",
    readTransformers: { c, d in
      try c.readActivation(d)
      let all = Array(repeating: d.has("sliding_window"), count: c.layers)
      try c.readSliding(d, otherwise: all)
    })
}
