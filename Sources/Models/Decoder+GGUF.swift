import Formats
import Tensors

extension Decoder {
  /// The decoder in a GGUF file; its matrices stay in the mapped file. Throws `FormatError` and `ModelError`.
  package init(_ file: GGUFFile) throws {
    let c = try DecoderConfiguration(file)
    let embeddings = try file.matrix("token_embd.weight", rows: c.vocabulary, columns: c.width)
    let hasOutput = file.optionalTensor("output.weight") != nil
    self.init(
      configuration: c, embeddings: embeddings,
      layers: try (0..<c.layers).map { try DecoderLayer(file, c, prefix: "blk.\($0)") },
      outputNorm: try file.vector("output_norm.weight", count: c.width),
      output: hasOutput ? try file.matrix("output.weight", rows: c.vocabulary, columns: c.width) : embeddings)
  }
}

extension DecoderLayer {
  fileprivate init(_ file: GGUFFile, _ c: DecoderConfiguration, prefix: String) throws {
    func matrix(_ name: String, _ rows: Int, _ columns: Int) throws -> WeightMatrix {
      try file.matrix("\(prefix).\(name).weight", rows: rows, columns: columns)
    }
    func norm(_ name: String, _ count: Int) throws -> Norm {
      Norm(weights: try file.vector("\(prefix).\(name).weight", count: count), epsilon: c.normEpsilon)
    }
    let (queryWidth, keyWidth) = (c.heads * c.headSize, c.keyValueHeads * c.headSize)
    attention = SelfAttention(
      queries: try matrix("attn_q", queryWidth, c.width), keys: try matrix("attn_k", keyWidth, c.width),
      values: try matrix("attn_v", keyWidth, c.width), output: try matrix("attn_output", c.width, queryWidth),
      queryNorm: c.normsQueriesAndKeys ? try norm("attn_q_norm", c.headSize) : nil,
      keyNorm: c.normsQueriesAndKeys ? try norm("attn_k_norm", c.headSize) : nil,
      scale: 1 / Float(c.headSize).squareRoot())
    feedForward = FeedForward(
      gate: try matrix("ffn_gate", c.feedForwardWidth, c.width), up: try matrix("ffn_up", c.feedForwardWidth, c.width),
      down: try matrix("ffn_down", c.width, c.feedForwardWidth), activation: c.activation)
    attentionNorm = try norm("attn_norm", c.width)
    feedForwardNorm = try norm("ffn_norm", c.width)
    attentionOutputNorm = c.normsOutputs ? try norm("post_attention_norm", c.width) : nil
    feedForwardOutputNorm = c.normsOutputs ? try norm("post_ffw_norm", c.width) : nil
  }
}
