extension DecoderConfiguration {
  /// A Llama (Touvron and others 2023) of a shape; its vocabulary is set when there is one.
  package init(
    llamaOf layers: Int, width: Int, feedForwardWidth: Int, heads: Int, keyValueHeads: Int, contextLength: Int
  ) {
    self.init(
      architecture: "llama", layers: layers, width: width, feedForwardWidth: feedForwardWidth, heads: heads,
      keyValueHeads: keyValueHeads, headSize: width / heads, vocabulary: 0, contextLength: contextLength,
      normEpsilon: 1e-5, rotaryBase: 10_000, rotaryPairing: .neighbours, activation: .silu)
  }
}
